import type {ActionTarget, Blocked} from '../../../../actions/plan.ts';
import {formatCount} from '../../../../text/number.ts';
import {isGone} from '../../dead-letters.ts';
import {mostInFlight} from '../../limits.ts';
import {nameOfArn} from '../../messages/queue-url.ts';
import type {Destination, PickFacts} from '../facts.ts';
import type {PickOptions} from '../options.ts';
import {mostLooked} from '../running/pass.ts';

/** A dead-letter queue that passes messages on after so few receives loses them to a look or two. */
const fewReceives = 3;

/** What stands in the way of a pick, each with what would unblock it. */
export function pickBlocked(
  facts: PickFacts,
  options: PickOptions,
  target: ActionTarget,
): readonly Blocked[] {
  return [
    ...taskBlocked(facts, target),
    ...(options.save === undefined
      ? placesBlocked(facts, options, target)
      : fileBlocked(facts, options.save)),
    ...passedOn(facts, target),
    ...inFlightBlocked(facts, target),
    ...groupBlocked(facts, options, target),
  ];
}

function taskBlocked({task}: PickFacts, {resource}: ActionTarget): readonly Blocked[] {
  if (!task.ok || !task.value) return [];
  return [
    {
      because: `A redrive of ${resource} is running: it and a pick would take the same messages.`,
      unblock: `Wait until it ends, or cancel it (queues.cancel ${resource}).`,
    },
  ];
}

function fileBlocked({isTaken}: PickFacts, save: string): readonly Blocked[] {
  if (!isTaken) return [];
  return [{because: `${save} is there already.`, unblock: 'Name a new file: nothing is written over.'}];
}

function placesBlocked(
  {destinations, attributes}: PickFacts,
  {to}: PickOptions,
  {arn, resource}: ActionTarget,
): readonly Blocked[] {
  const places = [...destinations.values()];
  if (places.length === 0) {
    return [
      {
        because: `No queue sends its failed messages to ${resource}: nobody can say where they belong.`,
        unblock: 'Name a queue (--to QUEUE), or save them (--save FILE).',
      },
    ];
  }
  const [first] = places;
  if (to !== undefined && first) {
    if (first.arn === arn) {
      return [{because: `They are in ${resource} already.`, unblock: 'Name another queue (--to QUEUE).'}];
    }
    if (beside(first.arn) !== beside(arn)) {
      return [
        {
          because: `${to} is in another account or region, and a pick stays in one.`,
          unblock: 'Name a queue beside this one (--to QUEUE), or save them (--save FILE).',
        },
      ];
    }
  }
  // Messages of a queue that cannot be sent to stay; only when none can is there nothing to do.
  const unfit = places.map(place => unfitness(place, attributes.fifo, resource));
  const [why] = unfit;
  return why && unfit.every(each => each !== undefined) ? [why] : [];
}

const beside = (arn: string): string => arn.slice(0, arn.lastIndexOf(':'));

/** Why nothing can be sent to a queue; undefined when it can. */
export function unfitness(
  {name, attributes}: Destination,
  fifo: boolean,
  resource: string,
): Blocked | undefined {
  const other = 'Name another queue (--to QUEUE), or save them (--save FILE).';
  if (!attributes.ok) {
    return isGone(attributes.problem.code)
      ? {because: `There is no queue named ${name}.`, unblock: other}
      : {because: `${name} cannot be read. ${attributes.problem.sentence}`, unblock: other};
  }
  if (attributes.value.fifo === fifo) return undefined;
  const [here, there] = fifo ? ['a FIFO queue', 'a standard queue'] : ['a standard queue', 'a FIFO queue'];
  return {because: `${resource} is ${here} and ${name} is ${there}.`, unblock: `Name ${here} (--to QUEUE).`};
}

function passedOn({attributes}: PickFacts, {resource}: ActionTarget): readonly Blocked[] {
  const {deadLetterQueue, maxReceiveCount} = attributes;
  if (deadLetterQueue === undefined || maxReceiveCount === undefined || maxReceiveCount > fewReceives)
    return [];
  return [
    {
      because: `${resource} passes a message on to ${nameOfArn(deadLetterQueue)} after ${maxReceiveCount} receives, and a pick receives each once.`,
      unblock: `Raise its maxReceiveCount above ${fewReceives} first, or pick from ${nameOfArn(deadLetterQueue)}.`,
    },
  ];
}

function inFlightBlocked({attributes}: PickFacts, {resource}: ActionTarget): readonly Blocked[] {
  const {inFlight} = attributes;
  if (inFlight === undefined || inFlight + mostLooked <= mostInFlight) return [];
  return [
    {
      because: `${formatCount(inFlight)} messages of ${resource} are in flight, and AWS allows ${formatCount(mostInFlight)}: a pick holds up to ${formatCount(mostLooked)} more.`,
      unblock: 'Wait until they have come back.',
    },
  ];
}

function groupBlocked(
  {look}: PickFacts,
  {wanted}: PickOptions,
  {resource}: ActionTarget,
): readonly Blocked[] {
  if (!look?.whole || !('group' in wanted) || look.groups.some(({id}) => id === wanted.group)) return [];
  return [
    {
      because: `The last look at ${resource} found no group ${wanted.group}.`,
      unblock: `Look again (queues.look ${resource}), and take a group that it shows.`,
    },
  ];
}
