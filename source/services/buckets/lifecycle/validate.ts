import type {AskedRule} from './options.ts';
import {wrongMoves} from './transitions.ts';

/** Buckets of S3 Express One Zone are called so. S3 user guide, "Directory bucket naming rules". */
const isDirectoryBucket = (bucket: string): boolean => bucket.endsWith('--x-s3');

/**
 * What AWS would refuse about a rule, in a sentence; undefined when it would take it. S3 user guide, "Lifecycle
 * configuration elements" and "Transitioning objects".
 */
export function wrongRule(rule: AskedRule, bucket: string): string | undefined {
  return (
    wrongScope(rule) ??
    wrongMoves(rule.moves, 'to') ??
    wrongMoves(rule.noncurrentMoves, 'noncurrent-to') ??
    wrongSteps(rule) ??
    (isDirectoryBucket(bucket) ? wrongInDirectory(rule) : undefined)
  );
}

function wrongScope({scope, abortDays, expireMarkers}: AskedRule): string | undefined {
  const {tags, largerThan, smallerThan} = scope;
  if (largerThan !== undefined && smallerThan !== undefined && smallerThan <= largerThan + 1) {
    return 'No object is larger than larger-than and smaller than smaller-than: move them apart.';
  }
  const isNarrow = tags.length > 0 || largerThan !== undefined || smallerThan !== undefined;
  if (isNarrow && abortDays !== undefined) {
    return 'abort-uploads goes with a prefix alone, for an unfinished upload has no tag and no size: make it a rule of its own.';
  }
  if (isNarrow && expireMarkers) {
    return 'expire-markers goes with a prefix alone, for a delete marker has no tag and no size: make it a rule of its own.';
  }
  return undefined;
}

function wrongSteps(rule: AskedRule): string | undefined {
  const {moves, expireDays, expireMarkers, noncurrentMoves, noncurrentExpireDays, keepVersions, abortDays} =
    rule;
  const does = [expireDays, noncurrentExpireDays, abortDays].some(days => days !== undefined);
  if (!does && !expireMarkers && moves.length === 0 && noncurrentMoves.length === 0) {
    return 'Say what the rule does: to, expire, noncurrent-to, noncurrent-expire, abort-uploads or expire-markers.';
  }
  if (expireDays !== undefined && expireMarkers) {
    return 'expire-markers and expire are not said in one rule: make it a rule of its own.';
  }
  if (keepVersions !== undefined && noncurrentExpireDays === undefined && noncurrentMoves.length === 0) {
    return 'keep-versions goes with noncurrent-expire or noncurrent-to: say one of them too.';
  }
  return (
    wrongEnd(moves.at(-1), expireDays, 'expire') ??
    wrongEnd(noncurrentMoves.at(-1), noncurrentExpireDays, 'noncurrent-expire')
  );
}

function wrongEnd(
  last: AskedRule['moves'][number] | undefined,
  days: number | undefined,
  option: string,
): string | undefined {
  if (!last || days === undefined || days > last.days) return undefined;
  return `${option} has to come after the last move, to ${last.to} after ${last.days} days: say more than ${last.days}.`;
}

/** S3 user guide, "Working with S3 Lifecycle for directory buckets". */
function wrongInDirectory({moves, noncurrentMoves, noncurrentExpireDays, expireMarkers, scope}: AskedRule) {
  const isPlain =
    moves.length === 0 &&
    noncurrentMoves.length === 0 &&
    noncurrentExpireDays === undefined &&
    !expireMarkers &&
    scope.tags.length === 0;
  return isPlain
    ? undefined
    : 'A directory bucket takes rules with expire and abort-uploads only, without tags.';
}
