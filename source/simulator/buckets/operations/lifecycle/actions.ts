import type {XmlElement} from '@rgrove/parse-xml';
import {invalidArgument, invalidRequest, malformed} from '../errors.ts';
import {childOf, childrenOf, childText} from '../parameters.ts';
import type {Scope} from './rules.ts';
import {checkTransitions} from './transitions.ts';

const actions = [
  'Transition',
  'Expiration',
  'NoncurrentVersionTransition',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
];
const mostNewerVersions = 100;

/** What a rule does: at least one thing, at times that go together. */
export function checkActions(rule: XmlElement, scope: Scope): void {
  if (!actions.some(name => childOf(rule, name))) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  checkExpiration(rule, scope);
  checkNoncurrent(rule);
  const abort = childOf(rule, 'AbortIncompleteMultipartUpload');
  if (!abort) return;
  if (scope.hasTags) throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags');
  if (!isPositive(childText(abort, 'DaysAfterInitiation'))) {
    throw invalidArgument(
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    );
  }
}

function checkExpiration(rule: XmlElement, scope: Scope): void {
  const expiration = childOf(rule, 'Expiration');
  const days = expiration && childText(expiration, 'Days');
  const date = expiration && childText(expiration, 'Date');
  const marker = expiration && childText(expiration, 'ExpiredObjectDeleteMarker');
  if (expiration && [days, date, marker].filter(each => each !== undefined).length !== 1) throw malformed();
  if (days !== undefined && !isPositive(days)) {
    throw invalidArgument("'Days' for Expiration action must be a positive integer");
  }
  if (date !== undefined) checkDate(date);
  if (marker !== undefined && scope.hasTags) {
    throw invalidRequest('ExpiredObjectDeleteMarker cannot be specified with Tags');
  }
  const transitions = childrenOf(rule, 'Transition').map(each => ({
    storageClass: childText(each, 'StorageClass') ?? '',
    days: childText(each, 'Days'),
    date: childText(each, 'Date'),
  }));
  for (const each of transitions) {
    if ((each.days === undefined) === (each.date === undefined)) throw malformed();
    if (each.date !== undefined) checkDate(each.date);
  }
  const dated = [
    ...transitions.map(each => each.date !== undefined),
    ...(days ? [false] : []),
    ...(date ? [true] : []),
  ];
  if (dated.includes(true) && dated.includes(false)) {
    throw invalidRequest(
      `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '${scope.words}'`,
    );
  }
  checkTransitions(
    transitions.map(({storageClass, days: after, date: on}) => ({
      storageClass,
      day: after === undefined ? Date.parse(on ?? '') / 86_400_000 : wholeDays(after),
    })),
    {scope, isDated: dated.includes(true)},
  );
  const end = days === undefined ? undefined : Number(days);
  if (end !== undefined && transitions.some(each => end <= Number(each.days))) {
    throw invalidArgument(
      `'Days' in the Expiration action for filter '${scope.words}' must be greater than 'Days' in the Transition action`,
    );
  }
}

function checkNoncurrent(rule: XmlElement): void {
  const expiration = childOf(rule, 'NoncurrentVersionExpiration');
  const moves = childrenOf(rule, 'NoncurrentVersionTransition');
  for (const each of [...(expiration ? [expiration] : []), ...moves]) {
    const newer = childText(each, 'NewerNoncurrentVersions');
    if (newer !== undefined && (!isPositive(newer) || Number(newer) > mostNewerVersions)) {
      throw invalidArgument("'NewerNoncurrentVersions' must be a positive integer of at most 100");
    }
  }
  if (expiration && !isPositive(childText(expiration, 'NoncurrentDays'))) {
    throw invalidArgument(
      "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    );
  }
  const transitions = moves.map(each => ({
    storageClass: childText(each, 'StorageClass') ?? '',
    day: wholeDays(childText(each, 'NoncurrentDays') ?? ''),
  }));
  checkTransitions(transitions, {scope: {words: '(noncurrent)', hasTags: false}, isDated: false});
}

function wholeDays(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw invalidArgument("'Days' in Transition action must be nonnegative");
  return Number(text);
}

function checkDate(text: string): void {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw malformed();
  if (at % 86_400_000 !== 0) throw invalidArgument("'Date' must be at midnight GMT");
}

const isPositive = (text: string | undefined): boolean =>
  text !== undefined && /^\d{1,10}$/.test(text) && Number(text) > 0;
