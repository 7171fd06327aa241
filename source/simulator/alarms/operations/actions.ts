import {invalid} from '../../cloudwatch/errors.ts';
import {textsOf, truthOf} from '../../members.ts';
import type {Json} from '../../operation.ts';
import type {SimulatedAlarm} from '../shape.ts';
import {textIn} from './checks.ts';
import {unmet} from './errors.ts';

const mostPerState = 5;

/** Services that take the actions of a composite alarm. `AlarmActions`, PutCompositeAlarm, API reference. */
const ofComposites = ['sns', 'lambda', 'ssm', 'aiops'];

/** What both kinds of alarms have: what is to be done, and what it is all about. */
export const readActions = (input: Json, kind: SimulatedAlarm['kind']) => ({
  actionsEnabled: truthOf(input, 'ActionsEnabled') ?? true,
  okActions: arnsIn(input, 'OKActions', kind),
  alarmActions: arnsIn(input, 'AlarmActions', kind),
  insufficientDataActions: arnsIn(input, 'InsufficientDataActions', kind),
  description: textIn(input, 'AlarmDescription', [0, 1024]),
});

function arnsIn(input: Json, member: string, kind: SimulatedAlarm['kind']): readonly string[] {
  const arns = textsOf(input, member) ?? [];
  if (arns.length > mostPerState) {
    throw unmet(`[${arns.join(', ')}]`, member, `have length less than or equal to ${mostPerState}`);
  }
  for (const arn of arns) {
    const [, , service = ''] = /^arn:[^:]+:([^:]+):/u.exec(arn) ? arn.split(':') : [];
    if (arn.length > 1024 || service === '') throw invalid(`Invalid arn syntax: ${arn}`);
    if (kind === 'composite' && !ofComposites.includes(service)) {
      throw invalid(`A composite alarm cannot have the action ${arn}.`);
    }
  }
  return arns;
}
