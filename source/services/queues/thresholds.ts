import {defineThresholds} from '../thresholds.ts';

/** From when on something is bad. Shown by `?`; each number can be overridden in the config. */
const thresholds = defineThresholds('queues', {
  lossSoonHours: {
    value: 24,
    what: 'messages are being lost, or the first of them within this many hours',
    severity: 'critical',
  },
  dlqGrowthMessages: {
    value: 1,
    what: 'messages that a dead-letter queue gained in 15 minutes',
    severity: 'critical',
  },
  dlqMessages: {value: 1, what: 'messages in a dead-letter queue that does not grow', severity: 'warning'},
  consumerGoneMinutes: {
    value: 10,
    what: 'messages wait and none was deleted for this many minutes, where there was a consumer',
    severity: 'critical',
  },
  inFlightShare: {
    value: 0.9,
    what: 'in flight over this share of the 120,000 possible',
    severity: 'critical',
  },
  ageShareOfRetention: {
    value: 0.5,
    what: 'oldest message over this share of the retention (not of a dead-letter queue)',
    severity: 'critical',
  },
  backlogMinutes: {
    value: 5,
    what: 'more wait than 15 minutes ago, and the oldest for over this many minutes',
    severity: 'warning',
  },
  deletedShare: {
    value: 0.5,
    what: 'under this share of what was received in 15 minutes was deleted',
    severity: 'warning',
  },
});

export type QueueThresholds = typeof thresholds.defaults;
export const {
  defaults: defaultThresholds,
  names: thresholdNames,
  with: thresholdsWith,
  describe: describeThresholds,
} = thresholds;
