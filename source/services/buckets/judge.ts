import type {JudgeContext, Judged} from '../service.ts';
import type {BucketFacts, ListedBucket} from './facts.ts';
import {findingsOf, passedOverFinding} from './findings.ts';
import {judgeBucket} from './judge-bucket.ts';
import type {Bucket} from './model.ts';
import type {Prices} from './prices/list.ts';
import {isGone} from './refusal.ts';
import type {BucketThresholds} from './thresholds.ts';

/** Buckets, and what is wrong with them. */
export function judge(
  facts: BucketFacts,
  context: Omit<JudgeContext, 'thresholds'> & {
    readonly thresholds: BucketThresholds;
    readonly prices: Prices;
  },
): Judged<Bucket> {
  const {now, book, thresholds, prices} = context;
  const account = accountIn(context);
  const there = (facts.buckets.value ?? []).filter(listed => !wasDeleted(facts, listed));
  const resources = there.map(listed => judgeBucket(listed, {now, account, book, facts, prices, thresholds}));
  return {
    resources,
    findings: [
      ...resources.flatMap(bucket =>
        findingsOf(bucket, {thresholds, rules: facts.details.get(bucket.name)?.lifecycle?.value?.rules}),
      ),
      ...(facts.passedOver ? [passedOverFinding(facts.passedOver, {account, region: context.region})] : []),
    ],
  };
}

const wasDeleted = ({details}: BucketFacts, {name}: ListedBucket): boolean =>
  Object.values(details.get(name) ?? {}).some(({problem}) => isGone(problem?.code));

/** The ARN of a bucket does not say whose it is. */
const accountIn = ({account, others}: Pick<JudgeContext, 'account' | 'others'>): string =>
  account ?? others.kinesis?.[0]?.account ?? others.queues?.[0]?.account ?? '';
