import {defineService} from '../service.ts';
import {bucketActions} from './actions.ts';
import {asks} from './asks.ts';
import type {BucketFacts} from './facts.ts';
import {judge} from './judge.ts';
import {locate} from './locate.ts';
import type {Bucket} from './model.ts';
import {priceNames, pricesWith} from './prices/list.ts';
import {read, readOn} from './read.ts';
import {settingsPassedOver, settingsRead} from './standing.ts';
import {thresholdNames, thresholdsWith} from './thresholds.ts';

export const buckets = defineService<BucketFacts, Bucket>({
  id: 'buckets',
  title: 'Buckets',
  list: 'buckets',
  thresholds: [...thresholdNames, ...priceNames],
  actions: bucketActions,
  locate,
  report: async () => (await import('./report.ts')).bucketsReport,
  needs: ['s3:ListAllMyBuckets', 'cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'],
  read,
  readOn,
  asks,
  judge: (facts, context) =>
    judge(facts, {
      ...context,
      thresholds: thresholdsWith(context.thresholds),
      prices: pricesWith(context.thresholds),
    }),
  root: facts => facts.buckets,
  *details({storageTypes, details, passedOver}) {
    yield* storageTypes.values();
    yield* settingsRead(details);
    yield* settingsPassedOver(passedOver);
  },
});
