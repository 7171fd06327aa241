import {defineThresholds} from '../thresholds.ts';

/** From when on something is bad. Shown by `?`; each number can be overridden in the config. */
const thresholds = defineThresholds('alarms', {
  flappingTransitions: {
    value: 6,
    what: 'an alarm changed its state so many times within an hour',
    severity: 'warning',
  },
  blindMinutes: {
    value: 30,
    what: 'an alarm that pages has had no data for so many minutes',
    severity: 'warning',
  },
});

export type AlarmThresholds = typeof thresholds.defaults;
export const {names: thresholdNames, with: thresholdsWith, describe: describeThresholds} = thresholds;
