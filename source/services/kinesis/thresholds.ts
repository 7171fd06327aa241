import {defineThresholds} from '../thresholds.ts';

/** From when on something is bad. Shown by `?`; each number can be overridden in the config. */
const thresholds = defineThresholds('kinesis', {
  lossSoonHours: {
    value: 6,
    what: 'records are being lost, or will be within this many hours',
    severity: 'critical',
  },
  ageShareOfLimit: {value: 0.5, what: 'iterator age over this share of the retention', severity: 'critical'},
  fallingBehindMinutes: {
    value: 5,
    what: 'iterator age over this many minutes, and rising for 15',
    severity: 'warning',
  },
  readerGoneMinutes: {
    value: 10,
    what: 'a reader was there and is gone this many minutes',
    severity: 'critical',
  },
  refusedMinutesCritical: {
    value: 3,
    what: 'minutes of the last five with refused writes',
    severity: 'critical',
  },
  refusedMinutesWarning: {
    value: 1,
    what: 'minutes of the last five with refused writes',
    severity: 'warning',
  },
  inputStoppedMinutes: {
    value: 10,
    what: 'nothing comes in, or far less than in the same hour yesterday, for this many minutes',
    severity: 'warning',
  },
  inputStoppedShare: {
    value: 0.2,
    what: 'far less: under this share of the same hour yesterday',
    severity: 'warning',
  },
  hotUtilization: {value: 0.8, what: 'a shard is hot: share of its write limit', severity: 'info'},
  warmUtilization: {value: 0.5, what: 'a shard is warm: share of its write limit', severity: 'info'},
  coldUtilization: {
    value: 0.1,
    what: 'a shard is cold: under this share of its write limit',
    severity: 'info',
  },
});

export type KinesisThresholds = typeof thresholds.defaults;
export const {
  defaults: defaultThresholds,
  names: thresholdNames,
  with: thresholdsWith,
  describe: describeThresholds,
} = thresholds;
