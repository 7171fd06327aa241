import type {SetAlarmStateCommandOutput} from '@aws-sdk/client-cloudwatch';
import type {Request} from '../../../actions/action.ts';
import type {Session} from '../../../aws/session.ts';
import {historyEntryOf} from '../history-entry.ts';
import {mostInPage} from '../limits.ts';
import type {AlarmState} from '../model.ts';
import type {HistoryLine} from './proof/history-line.ts';

export type SetState = {
  readonly name: string;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: string | undefined;
};

export const setAlarmState = ({
  name,
  state,
  reason,
  reasonData,
}: SetState): Request<SetAlarmStateCommandOutput> => ({
  operation: 'cloudwatch:SetAlarmState',
  parameters: {AlarmName: name, StateValue: state, StateReason: reason},
  send: async ({clients, signal}) => {
    const {SetAlarmStateCommand} = await import('@aws-sdk/client-cloudwatch');
    const client = await clients.cloudwatch();
    const input = {
      AlarmName: name,
      StateValue: state,
      StateReason: reason,
      ...(reasonData === undefined ? {} : {StateReasonData: reasonData}),
    };
    return client.send(new SetAlarmStateCommand(input), {abortSignal: signal});
  },
});

/** What happened to an alarm since then, with what AWS tells of it as it came. */
export async function readHistoryLines(
  {clients, signal}: Session,
  name: string,
  since: number,
): Promise<readonly HistoryLine[]> {
  const {DescribeAlarmHistoryCommand} = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch();
  const answer = await client.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: name,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
      StartDate: new Date(since),
      ScanBy: 'TimestampDescending',
      MaxRecords: mostInPage,
    }),
    {abortSignal: signal},
  );
  return (answer.AlarmHistoryItems ?? []).flatMap(item => {
    const entry = historyEntryOf(item);
    return entry ? [{entry, data: item.HistoryData ?? ''}] : [];
  });
}
