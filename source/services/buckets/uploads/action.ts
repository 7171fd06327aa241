import {defineAction} from '../../../actions/action.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount} from '../../../text/number.ts';
import type {Bucket} from '../model.ts';
import {priced} from '../prices/priced.ts';
import {gatherUploads, type UploadsFacts} from './facts.ts';
import {type AbortOptions, abortOptions, parseAbort} from './options.ts';
import {abandonedOf, bytesOf, planAbort, uploadsText} from './plan.ts';
import {runAbort} from './run.ts';

/** Gives up uploads that nobody goes on with: their parts are paid for, and are in no listing. */
export const abortUploads = defineAction<Bucket, UploadsFacts, AbortOptions>({
  id: 'buckets.abort-uploads',
  key: 'a',
  title: 'Abort uploads',
  describe: 'Gives up unfinished uploads whose last part is older than some days.',
  on: 'resource',
  options: abortOptions,
  needs: ['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
  sends: ['s3:AbortMultipartUpload'],
  available: ({unfinishedUploads}) => (unfinishedUploads.count === 0 ? 'It has no unfinished uploads' : true),
  parse: parseAbort,
  gather: (session, ...asked) => priced(session, gatherUploads(session, ...asked)),
  plan: planAbort,
  run: ({target}, facts, options, work) => runAbort(target, facts, options, work),
  prove: (before, after, options) => {
    const was = abandonedOf(before, options);
    const among = (uploads: UploadsFacts['unclear']) => {
      const ids = new Set(uploads.map(({uploadId}) => uploadId));
      return was.filter(({uploadId}) => ids.has(uploadId)).length;
    };
    const left = among(abandonedOf(after, options));
    const alive = among(after.old) - left;
    const unknown = among(after.unclear);
    return {
      before: wordsOf(before, options),
      after: wordsOf(after, options),
      verdict:
        unknown > 0
          ? `${uploadsText(left + unknown)} of them are still listed, and of ${formatCount(unknown)} AWS does not tell all parts: plan again later.`
          : left === 0
            ? `None of them is listed any more${alive === 0 ? '' : `, but ${formatCount(alive)} that got a part`}.`
            : `${uploadsText(left)} of them are still listed: a part was under way, or it was not their turn; plan again.`,
      helped: left + unknown === 0,
    };
  },
});

const wordsOf = (facts: UploadsFacts, options: AbortOptions): Readonly<Record<string, string>> => {
  const abandoned = abandonedOf(facts, options);
  return {
    'unfinished uploads': `${formatCount(facts.listed)}${facts.more ? ' or more' : ''}`,
    abandoned: formatCount(abandoned.length),
    'in their parts': formatBytes(bytesOf(abandoned)),
  };
};
