import {familiesOf, type Measure} from '../../report/measures.ts';
import {defineReport} from '../../report/service-report.ts';
import {alarmColumns} from './columns.ts';
import type {Alarm} from './model.ts';

const measures: readonly Measure<Alarm>[] = [
  {
    name: 'firing',
    help: 'Whether it is in the state ALARM: 1 yes, 0 no; no series while it has no data.',
    value: ({state}) => (state === 'INSUFFICIENT_DATA' ? null : Number(state === 'ALARM')),
  },
  {
    name: 'since_timestamp_seconds',
    help: 'When it came into its state, seconds since 1970.',
    value: ({since}) => (since === null ? null : Date.parse(since) / 1000),
  },
  {
    name: 'heard',
    help: 'Whether somebody hears of it when it fires: 1 yes, 0 no; no series where nobody can tell.',
    value: ({heard}) => (heard === null ? null : Number(heard)),
  },
  {
    name: 'actions_enabled',
    help: 'Whether its actions are switched on: 1 yes, 0 no.',
    value: ({actionsEnabled}) => Number(actionsEnabled),
  },
];

/** Alarms in the snapshot's formats for eyes and for other programs. */
export const alarmsReport = defineReport<Alarm>({
  heading: 'CloudWatch alarms',
  what: 'alarms',
  resources: snapshot => snapshot.alarms?.alarms,
  // An alarm is listed with its state.
  isUnread: () => false,
  columns: alarmColumns.filter(({id}) => id !== 'history'),
  measured: ({state}) =>
    state === 'INSUFFICIENT_DATA' ? [] : [{what: 'firing', value: Number(state === 'ALARM'), unit: ''}],
  mostListed: 100,
  families: alarms =>
    familiesOf(
      'hotshard_alarms_',
      measures,
      alarms.map(row => ({row, labels: {alarm: row.name, account: row.account, region: row.region}})),
    ),
});
