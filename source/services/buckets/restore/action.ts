import {defineAction} from '../../../actions/action.ts';
import type {Proof} from '../../../actions/plan.ts';
import {formatCount} from '../../../text/number.ts';
import type {Bucket} from '../model.ts';
import {gatherRestore, type RestoreFacts} from './facts.ts';
import {parseRestore, type RestoreOptions, restoreOptions} from './options.ts';
import {objectsText, planRestore} from './plan.ts';
import {runRestore} from './run.ts';

/** Makes archived objects readable for some days. */
export const restore = defineAction<Bucket, RestoreFacts, RestoreOptions>({
  id: 'buckets.restore',
  key: 't',
  title: 'Thaw',
  describe: 'makes archived objects readable for some days, one by its key or all under a prefix',
  on: 'resource',
  options: restoreOptions,
  needs: ['s3:RestoreObject', 's3:ListBucket', 's3:GetObject'],
  sends: ['s3:RestoreObject', 's3:ListObjectsV2'],
  available: ({objects}) => (objects === 0 ? 'It is empty' : true),
  parse: parseRestore,
  gather: gatherRestore,
  plan: planRestore,
  run: ({target}, facts, options, work) => runRestore(target, facts, options, work),
  prove,
});

function prove(before: RestoreFacts, after: RestoreFacts): Proof {
  const waiting = new Set(before.archived.map(({key}) => key));
  const left = after.archived.filter(({key}) => waiting.has(key)).length;
  const begun = waiting.size - left;
  return {
    before: wordsOf(before),
    after: wordsOf(after),
    verdict:
      left === 0
        ? `All of ${objectsText(begun)} are on their way or there.`
        : `${objectsText(left)} of ${formatCount(waiting.size)} are still archived, with no copy on its way.`,
    helped: begun > 0 || left === 0,
  };
}

const wordsOf = (facts: RestoreFacts): Readonly<Record<string, string>> => ({
  archived: formatCount(facts.archived.length),
  'on their way': formatCount(facts.onTheirWay),
  'there to read': formatCount(facts.there),
});
