import type {Problem} from '../../../../aws/problem.ts';

type Refusal = {
  readonly code: RegExp;
  /** In AWS's own words, where one code says several things. */
  readonly message?: RegExp;
  readonly sentence: (what: string) => string;
};

/** SplitShard, MergeShards, UpdateShardCount and the rest, API reference, "Errors". */
const refusals: readonly Refusal[] = [
  {
    code: /ResourceInUse/,
    sentence: what => `AWS refused ${what}: the stream is not ACTIVE; wait until it is, then plan again.`,
  },
  {
    code: /ValidationException/,
    message: /on.?demand/i,
    sentence: what =>
      `AWS refused ${what}: the stream is on-demand and reshards itself; spread the records over more partition keys.`,
  },
  {
    code: /LimitExceeded/,
    message: /shard limit|number of additional shards|exceed.*limit for the account/i,
    sentence: what =>
      `AWS refused ${what}: the account has no more shards in this region; merge cold ones, or ask for a higher quota (Service Quotas).`,
  },
  {
    code: /LimitExceeded/,
    message: /over double|below half/i,
    sentence: what =>
      `AWS refused ${what}: one call goes at most to double and at least to half of the open shards; take a count between.`,
  },
  {
    code: /LimitExceeded/,
    message: /times in 24 hours|per rolling 24|10 times/i,
    sentence: what =>
      `AWS refused ${what}: it was called ten times in 24 hours; wait, or split and merge single shards.`,
  },
  {
    code: /LimitExceeded|Throttl/,
    sentence: what =>
      `AWS refused ${what}: a limit was reached, of calls, of shards or of changes at the same time; wait a minute, then plan again.`,
  },
  {
    code: /InvalidArgument|ValidationException/,
    message: /already been merged or split|not eligible/i,
    sentence: what =>
      `AWS refused ${what}: the shard is closed already, somebody else resharded; plan again with the shards there are.`,
  },
  {
    code: /InvalidArgument|ValidationException/,
    message: /adjacent/i,
    sentence: what =>
      `AWS refused ${what}: the two shards are not neighbours in the key space; choose two that are.`,
  },
  {
    code: /InvalidArgument|ValidationException/,
    message: /NewStartingHashKey|hash ?key/i,
    sentence: what =>
      `AWS refused ${what}: the hash key is not well inside the shard's range; keep two keys away from its start and one from its end.`,
  },
  {
    code: /ResourceNotFound/,
    sentence: what =>
      `AWS refused ${what}: the stream or the shard is not there any more; refresh, then plan again.`,
  },
];

/** What AWS refused, in one sentence that says what to do; other problems stay what they are. */
export function refusalOf(problem: Problem, what: string): Problem {
  const words = problem.message ?? problem.sentence;
  const known = refusals.find(
    ({code, message}) => code.test(problem.code) && (message === undefined || message.test(words)),
  );
  return known ? {...problem, sentence: known.sentence(what)} : problem;
}
