import {defineThresholds} from '../thresholds.ts';

/** From when on something is bad. Shown by `?`; each number can be overridden in the config. */
const thresholds = defineThresholds('buckets', {
  largeTebibytes: {
    value: 1,
    what: 'tebibytes of a bucket that grows and has no lifecycle rule',
    severity: 'warning',
  },
  savesUsdPerMonth: {
    value: 100,
    what: 'dollars a month by list price that a lifecycle rule would save, where there is none',
    severity: 'warning',
  },
  uploadDays: {
    value: 7,
    what: 'days since an upload began that was never finished, where no rule ends it',
    severity: 'warning',
  },
  noncurrentTebibytes: {
    value: 0.1,
    what: 'tebibytes of a bucket that keeps every older version for ever',
    severity: 'warning',
  },
});

export type BucketThresholds = typeof thresholds.defaults;
export const {
  defaults: defaultThresholds,
  names: thresholdNames,
  with: thresholdsWith,
  describe: describeThresholds,
} = thresholds;
