import type {Ending, Progress, Work} from '../../../../actions/action.ts';
import type {ActionTarget} from '../../../../actions/plan.ts';
import {UsageError} from '../../../../usage-error.ts';
import {shapeOf} from '../../look/shape.ts';
import {Holding} from '../../messages/holding.ts';
import type {HeldMessage} from '../../messages/message.ts';
import {leavingMs, leavingReceiveMs, patienceOf} from '../../messages/patience.ts';
import {refusalOf} from '../../messages/refusal.ts';
import {openSaveFile, type SaveFile} from '../../messages/save.ts';
import type {Destination, PickFacts} from '../facts.ts';
import {IntentFile, intentPath} from '../intents/file.ts';
import {goneBefore, leftOf} from '../intents/ledger.ts';
import {intentId} from '../intents/line.ts';
import type {PickOptions, Wanted} from '../options.ts';
import {unfitness} from '../planning/blocked.ts';
import {placeText} from '../planning/plan.ts';
import type {Place} from './choose.ts';
import {type Copier, fileCopier, queueCopier, tried} from './copier.ts';
import {passOver} from './pass.ts';
import {endingOf} from './summary.ts';

/** SQS keeps nothing longer. */
const longestRetentionSeconds = 1_209_600;

export async function* runPick(
  target: ActionTarget,
  facts: PickFacts,
  options: PickOptions,
  work: Work<PickFacts>,
): AsyncGenerator<Progress, Ending> {
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was received.'};
  const patience = patienceOf(work.signal, leavingMs);
  const patienceToReceive = patienceOf(work.signal, leavingReceiveMs);
  let file: SaveFile | undefined;
  try {
    const {attributes, url} = facts;
    const {fifo} = attributes;
    const intents = new IntentFile(intentPath(target.arn, work.session.endpoint));
    const kept = (attributes.retentionSeconds ?? longestRetentionSeconds) * 1000;
    const beganAt = work.now();
    const known = intents.begin(work.now() - kept).intents;
    file = options.save === undefined ? undefined : openSaveFile(options.save);
    const holding = new Holding({
      url,
      work,
      patience,
      gone: handles => {
        const ids = handles.map(({id}) => intentId(id));
        // What went into a file was never an intent.
        const told = file === undefined ? ids : ids.filter(id => known.has(id));
        return told.length === 0 ? undefined : tried(() => intents.append({event: 'deleted', ids: told}));
      },
    });
    const result = yield* passOver(
      {
        url,
        fifo,
        most: options.most,
        intents: known,
        wanted: wantedBy(options.wanted),
        placeOf: placesOf(facts, options, target),
        copierTo: copiersOf(facts, file, place => queueCopier(work, place, {fifo, intents, patience})),
        holding,
        patience: patienceToReceive,
      },
      work,
    );
    const noted = intents.read();
    const gone =
      result.whole && result.tally.undeleted === 0 ? goneBefore(known, noted.intents, beganAt) : [];
    if (gone.length > 0) intents.append({event: 'unseen', ids: gone});
    const left = leftOf(intents.read(), attributes);
    intents.end(work.now(), attributes);
    return endingOf({
      ...result,
      tally: {...result.tally, gone: gone.length},
      problem: result.problem && refusalOf(result.problem, target.resource),
      where: placeText(facts, options),
      saved: file !== undefined,
      left,
      now: work.now(),
      aborted: work.signal.aborted,
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return {ended: 'failed', problem: {missing: 'failed', code: 'FileNotWritten', sentence: error.message}};
  } finally {
    patience.end();
    patienceToReceive.end();
    file?.close();
  }
}

function wantedBy(wanted: Wanted): (messages: readonly HeldMessage[]) => readonly boolean[] | undefined {
  if ('group' in wanted) return messages => messages.map(message => shapeOf(message).id === wanted.group);
  return messages => wanted.search.isIn(messages.map(({body}) => body));
}

/** Where each message goes: into the file, to the queue that was named, else to the queue that it failed in. */
function placesOf(
  {destinations, attributes}: PickFacts,
  {save, to}: PickOptions,
  {resource}: ActionTarget,
): (message: HeldMessage) => Place | undefined {
  if (save !== undefined) return () => ({to: save, mostBytes: undefined});
  const fit = [...destinations.values()].filter(
    destination => unfitness(destination, attributes.fifo, resource) === undefined,
  );
  const places = new Map(
    fit.map(({arn, attributes: there}) => [
      arn,
      {to: arn, mostBytes: there.ok ? there.value.maximumMessageBytes : undefined},
    ]),
  );
  const [only] = destinations.size === 1 ? places.values() : [];
  return ({deadLetterSource: source}) =>
    to !== undefined || source === undefined ? only : places.get(source);
}

function copiersOf(
  {destinations}: PickFacts,
  file: SaveFile | undefined,
  toQueue: (place: Destination) => Copier,
): (to: string) => Copier {
  if (file) {
    const copier = fileCopier(file);
    return () => copier;
  }
  const copiers = new Map([...destinations].map(([arn, place]) => [arn, toQueue(place)]));
  return to => {
    const copier = copiers.get(to);
    if (!copier) throw new RangeError(`${to} is not among the places of this pick`);
    return copier;
  };
}
