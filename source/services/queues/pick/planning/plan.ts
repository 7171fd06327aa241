import type {ActionTarget, Plan, Step} from '../../../../actions/plan.ts';
import {cell} from '../../../../text/cell.ts';
import {formatDuration} from '../../../../text/duration.ts';
import {piece} from '../../../../text/line.ts';
import {formatCount, formatUsd} from '../../../../text/number.ts';
import {mostInBatch, usdPerFifoRequest, usdPerRequest} from '../../limits.ts';
import type {PickFacts} from '../facts.ts';
import type {PickOptions, Wanted} from '../options.ts';
import {mostLooked, passMs} from '../running/pass.ts';
import {pickBlocked} from './blocked.ts';
import {expectedOf} from './expected.ts';
import {pickWarnings} from './warnings.ts';

/** Pure: which messages would go where. */
export function planPick(facts: PickFacts, options: PickOptions, target: ActionTarget): Plan {
  const {save} = options;
  const {resource} = target;
  const blocked = pickBlocked(facts, options, target);
  return {
    action: 'queues.pick',
    title: `Pick from ${resource} into ${placeText(facts, options)}, ${wantedText(options.wanted)}`,
    target,
    // It takes them out of the queue for good, and no command of SQS puts a file back.
    risk: save === undefined ? 'disruptive' : 'destructive',
    steps: stepsOf(facts, options, target),
    touches: [facts.url, ...[...facts.destinations.values()].map(({url}) => url)],
    changes: changesOf(facts, options, target),
    picture: (width, glyphs) => [
      [
        piece('only '),
        piece(cell(shownText(facts, options), Math.max(0, width - 5), 'left', glyphs), 'strong'),
      ],
    ],
    warnings: pickWarnings(facts, options, target),
    blocked,
    undo:
      save === undefined
        ? `Cannot be undone: what was moved is consumed there. Ended early, the rest stays in ${resource}.`
        : `The file has every message whole, a JSON line each: send-message puts one back, with a new id and a new time.`,
    cost: costOf(facts, options),
    basis: basisOf(
      facts,
      blocked.map(({because}) => because),
    ),
  };
}

/** A pattern can hold what it looks for, and the journal keeps the title: its words are on the screen only. */
const wantedText = (wanted: Wanted): string => {
  if ('group' in wanted) return `only group ${wanted.group}`;
  const {length} = wanted.pattern;
  return `only what a pattern of ${length} ${length === 1 ? 'character' : 'characters'} matches`;
};

function shownText({look}: PickFacts, {wanted}: PickOptions): string {
  if ('pattern' in wanted) return `bodies with /${wanted.pattern}/`;
  const group = look?.groups.find(({id}) => id === wanted.group);
  return group ? group.shape : `messages of group ${wanted.group}`;
}

export function placeText({destinations}: PickFacts, {save}: Pick<PickOptions, 'save'>): string {
  if (save !== undefined) return save;
  const names = [...destinations.values()].map(({name}) => name);
  if (names.length === 0) return 'no queue';
  return names.length <= 3 ? names.join(', ') : `the ${names.length} queues they came from`;
}

function stepsOf(facts: PickFacts, {most, save}: PickOptions, {resource}: ActionTarget): readonly Step[] {
  const copied: Step =
    save === undefined
      ? {
          operation: 'sqs:SendMessageBatch',
          says: `SendMessageBatch of those that match to ${placeText(facts, {save})}, body and all attributes, up to ${formatCount(most)}${facts.attributes.fifo ? ', each with a deduplication id of its own' : ''}`,
        }
      : {operation: 'file', says: `Write those that match to ${save}, up to ${formatCount(most)}`};
  return [
    {
      operation: 'sqs:ReceiveMessage',
      says: `ReceiveMessage from ${resource} in tens, until nothing new comes, for ${formatDuration(passMs)} or ${formatCount(mostLooked)} messages at most`,
    },
    copied,
    {
      operation: 'sqs:DeleteMessageBatch',
      says: `DeleteMessageBatch of each ten when ${save === undefined ? 'AWS has acknowledged their copies' : 'the disk has them'}`,
    },
    {
      operation: 'sqs:ChangeMessageVisibilityBatch',
      says: 'ChangeMessageVisibilityBatch to 0 for everything else, at the end',
    },
  ];
}

function changesOf(
  facts: PickFacts,
  {wanted, most, save}: PickOptions,
  {resource}: ActionTarget,
): readonly string[] {
  const {expected, why} = expectedOf(facts, wanted);
  const where = placeText(facts, {save});
  const first =
    expected === undefined
      ? `Up to ${formatCount(most)} messages of ${resource} go into ${where}: ${why}.`
      : `About ${formatCount(Math.min(most, expected))} messages of ${resource} go into ${where} (${why}).`;
  if (save !== undefined)
    return [first, 'They are deleted from the queue. The file is readable by you alone.'];
  return [first, 'They get new ids and a new time of sending there: their retention starts anew.'];
}

function costOf({attributes}: PickFacts, {most, save}: PickOptions): string {
  const looked = Math.min(mostLooked, attributes.visible ?? mostLooked);
  const picked = Math.min(most, looked);
  // One request of each kind for ten; the answers with nothing in them are few.
  const calls =
    Math.ceil(looked / mostInBatch) * 2 + Math.ceil(picked / mostInBatch) * (save === undefined ? 2 : 1);
  const usd = calls * (attributes.fifo ? usdPerFifoRequest : usdPerRequest);
  return `At most about ${formatCount(calls)} requests, ${formatUsd(usd)} (list price, us-east-1; large messages count as several).`;
}

/** What somebody configured. Counts move all the time and are not in it. */
function basisOf({attributes, destinations}: PickFacts, blocked: readonly string[]): string {
  const {fifo, deadLetterQueue, maxReceiveCount, kms} = attributes;
  const places = [...destinations.values()].map(({arn, attributes: there}) => [
    arn,
    there.ok && [
      there.value.fifo,
      there.value.maximumMessageBytes,
      there.value.delaySeconds,
      there.value.kms,
    ],
  ]);
  return JSON.stringify([fifo, deadLetterQueue, maxReceiveCount, kms, places, blocked]);
}
