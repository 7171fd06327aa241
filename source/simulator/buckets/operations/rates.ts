import {createCallRate} from '../../call-rate.ts';
import {AwsError} from '../../operation.ts';
import type {S3Operation, S3Operations} from './operation.ts';

/**
 * What a prefix of a bucket takes a second before S3 has parted it further; here a bucket is one prefix. "Best practices
 * design patterns: optimizing Amazon S3 performance".
 */
const readsPerSecond = 5500;
const writesPerSecond = 3500;
/** Of an account. RestoreObject, API reference. */
const restoresPerSecond = 1000;

/** The operations, with their calls counted in seconds of the account's clock. */
export function withRates(now: () => number, operations: S3Operations): S3Operations {
  const admits = createCallRate(now);
  const entries = Object.entries(operations).map(([name, run]): [string, S3Operation] => {
    const isRead = /^(?:Get|Head|List)/.test(name);
    const kind = isRead ? 'read' : 'write';
    const perSecond = isRead ? readsPerSecond : writesPerSecond;
    return [
      name,
      (request, caller) => {
        const isRestore = name === 'RestoreObject';
        const isAdmitted = isRestore
          ? admits('restore', restoresPerSecond)
          : admits(`${kind} ${request.Bucket}`, perSecond);
        if (!isAdmitted) throw new AwsError('SlowDown', 'Please reduce your request rate.', 503);
        return run(request, caller);
      },
    ];
  });
  return Object.fromEntries(entries);
}
