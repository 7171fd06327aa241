import type {AskedRule, WholeRule} from './options.ts';
import {isNarrow, under} from './scope.ts';
import {wrongMoves} from './transitions.ts';

/**
 * What AWS would refuse about a rule, in a sentence; undefined when it would take it. S3 user guide, "Lifecycle
 * configuration elements" and "Transitioning objects".
 */
export function wrongRule(rule: AskedRule): string | undefined {
  return (
    wrongScope({...rule, scope: rule.scope ?? under('')}) ??
    wrongMoves(rule.moves, 'to') ??
    wrongMoves(rule.noncurrentMoves, 'noncurrent-to') ??
    wrongSteps(rule)
  );
}

/** Characters that no XML holds, written by their number or not. Extensible Markup Language (XML) 1.0, "Characters". */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** What AWS would refuse about which objects it is for. */
export function wrongScope({scope, abortDays, expireMarkers}: WholeRule): string | undefined {
  const {prefix, largerThan, smallerThan} = scope;
  if (notInXml.test(prefix)) {
    return 'prefix has a character that XML cannot hold, so no rule can name it: say what comes before it.';
  }
  if (largerThan !== undefined && smallerThan !== undefined && smallerThan <= largerThan + 1) {
    return 'No object is larger than larger-than and smaller than smaller-than: move them apart.';
  }
  if (isNarrow(scope) && abortDays !== undefined) {
    return 'abort-uploads goes with a prefix alone, for an unfinished upload has no tag and no size: make it a rule of its own.';
  }
  if (isNarrow(scope) && expireMarkers) {
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
