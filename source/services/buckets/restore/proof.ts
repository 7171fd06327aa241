import type {Work} from '../../../actions/action.ts';
import type {ActionTarget, Proof} from '../../../actions/plan.ts';
import {formatCount} from '../../../text/number.ts';
import type {RestoreFacts} from './facts.ts';
import {objectsText} from './plan.ts';
import {headObject} from './requests.ts';
import type {StoredObject} from './stored-object.ts';
import {isListedAgain, mostLookedAt} from './terms.ts';

/** What AWS answered, object by object. */
type Answered = {
  readonly begun: readonly StoredObject[];
  readonly already: number;
  readonly changed: number;
};

/** By the same facts, read again. */
export function proveByFacts(before: RestoreFacts, after: RestoreFacts): Proof {
  if (after.cut === 'broken-off') {
    const verdict = 'What came of it is unknown: the listing broke off when it was read again.';
    return {before: wordsOf(before), after: {}, verdict, helped: undefined};
  }
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

/** By what AWS answered to each, and a look at some of them: where many pages would have to be paid for once more. */
export async function proveByAnswers(
  before: RestoreFacts,
  {begun, already, changed}: Answered,
  target: ActionTarget,
  {session, signal}: Work<RestoreFacts>,
): Promise<Proof | undefined> {
  if (isListedAgain(before) || signal.aborted) return undefined;
  const ends = AbortSignal.any([session.signal, signal]);
  let onTheirWay = 0;
  let lookedAt = 0;
  for (const {key} of someOf(begun)) {
    const found = await session.attempt('s3:HeadObject', clients => headObject(clients, target, key, ends));
    if (!found.ok) continue;
    lookedAt += 1;
    if (found.value && found.value.copy.state !== 'none') onTheirWay += 1;
  }
  const left = before.archived.length - begun.length - already - changed;
  return {
    before: wordsOf(before),
    after: {
      archived: formatCount(left),
      'on their way': formatCount(before.onTheirWay + begun.length + already),
      'there to read': formatCount(before.there),
    },
    verdict: `By AWS's answers ${objectsText(left)} of ${formatCount(before.archived.length)} are still archived, with no copy on its way; ${sampleText(onTheirWay, lookedAt)}.`,
    helped: lookedAt === 0 ? undefined : onTheirWay > 0,
  };
}

function sampleText(onTheirWay: number, lookedAt: number): string {
  if (lookedAt === 0) return 'none could be looked at to see whether it is so';
  const found = onTheirWay === lookedAt ? 'all' : formatCount(onTheirWay);
  return `of those that it took ${formatCount(lookedAt)} were looked at, and ${found} are on their way or there`;
}

/** Spread evenly, the first and the last among them. */
function someOf(objects: readonly StoredObject[]): readonly StoredObject[] {
  if (objects.length <= mostLookedAt) return objects;
  return Array.from({length: mostLookedAt}, (_, index) =>
    objects.at(Math.round((index * (objects.length - 1)) / (mostLookedAt - 1))),
  ).filter(object => object !== undefined);
}

const wordsOf = (facts: RestoreFacts): Readonly<Record<string, string>> => ({
  archived: formatCount(facts.archived.length),
  'on their way': formatCount(facts.onTheirWay),
  'there to read': formatCount(facts.there),
});
