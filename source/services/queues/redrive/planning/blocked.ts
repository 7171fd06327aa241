import type {Blocked} from '../../../../actions/plan.ts';
import {formatBytes} from '../../../../text/bytes.ts';
import {formatAge} from '../../../../text/duration.ts';
import {formatCount, formatRate} from '../../../../text/number.ts';
import type {MoveTask} from '../../facts.ts';
import {nameOfArn} from '../../messages/queue-url.ts';
import {type RedriveFacts, runningTask} from '../facts.ts';
import type {RedriveOptions} from '../options.ts';
import {isConsumed} from './consumer.ts';
import {gainedLately} from './growth.ts';

/** What stands in the way of a redrive, each with what would unblock it. */
export function redriveBlocked(facts: RedriveFacts, options: RedriveOptions): readonly Blocked[] {
  const refused = notRedrivable(facts);
  if (refused) return [refused];
  const blocked: Blocked[] = [];
  const task = runningTask(facts);
  if (task) blocked.push(isRunning(facts, task));
  if (facts.depth === 0 && !task) {
    blocked.push({
      because: `${facts.name} is empty: there is nothing to move.`,
      unblock: 'Nothing is needed.',
    });
  }
  blocked.push(...destinationBlocked(facts, options));
  if (!options.withoutConsumer) blocked.push(...unconsumed(facts));
  const gained = gainedLately(facts);
  if (!options.whileGrowing && gained !== undefined && gained > 0) {
    blocked.push({
      because: `${facts.name} still grows: it gained ${formatCount(gained)} in the last 10 minutes, so what is moved may well fail again.`,
      unblock: `Repair the consumer first; or say --while-growing ${facts.name}.`,
    });
  }
  return blocked;
}

/** StartMessageMoveTask, API reference: only dead-letter queues whose sources are SQS queues. */
function notRedrivable({name, sources, senders, attributes, region}: RedriveFacts): Blocked | undefined {
  if (sources.length > 0) return undefined;
  const [sender, ...others] = senders;
  if (sender) {
    const kind = {function: 'the function', mapping: 'the event source mapping', topic: 'the topic'}[
      sender.kind
    ];
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return {
      because: `What is in ${name} comes from ${kind} ${sender.name}${more}, and AWS moves messages back to SQS queues only.`,
      unblock: `Look at them (queues.look ${name}), and send them again from there; or move them to a queue by hand (queues.pick ${name} --to QUEUE).`,
    };
  }
  const denied =
    attributes.redriveAllow?.permission === 'denyAll' ? ' Its redrive allow policy lets no queue do so.' : '';
  return {
    because: `${name} is no queue's dead-letter queue in ${region}, and AWS redrives nothing else.${denied}`,
    unblock: `Set it as the dead-letter queue of the queue that the messages belong to; or move them by hand (queues.pick ${name} --to QUEUE).`,
  };
}

function isRunning({name, asOf}: RedriveFacts, task: MoveTask): Blocked {
  const of = task.total === undefined ? '' : ` of ${formatCount(task.total)}`;
  const moved = task.moved === undefined ? 'messages' : `${formatCount(task.moved)}${of}`;
  const rate = task.perSecond === undefined ? '' : ` at ${formatRate(task.perSecond)}`;
  const age = task.startedAt === undefined ? '' : `, started ${agoText(asOf - task.startedAt)}`;
  return {
    because: `A task is moving messages out of ${name} already: ${moved} moved${rate}${age}.`,
    unblock: `Wait until it ends, or cancel it (queues.cancel ${name}).`,
  };
}

const agoText = (ms: number): string => {
  const age = formatAge(ms);
  return age === 'now' ? 'just now' : `${age} ago`;
};

function destinationBlocked(
  {attributes, receivers, gone, name}: RedriveFacts,
  {to}: RedriveOptions,
): readonly Blocked[] {
  const blocked: Blocked[] = gone.map(queue => ({
    because: `There is no queue named ${queue.name} to move messages to.${queue.didYouMean}`,
    unblock: 'Name a queue that is there (--to QUEUE).',
  }));
  const named = receivers.find(receiver => receiver.name === to);
  if (!named) return blocked;
  const {fifo, maximumMessageBytes: fits} = named.attributes;
  if (fifo !== attributes.fifo) {
    blocked.push({
      because: `${name} is ${typeOf(attributes.fifo)} and ${to} is ${typeOf(fifo)}: AWS moves only between queues of one type.`,
      unblock: `Name ${typeOf(attributes.fifo)} (--to QUEUE).`,
    });
  }
  const {maximumMessageBytes: holds} = attributes;
  if (fits !== undefined && holds !== undefined && fits < holds) {
    blocked.push({
      because: `${to} takes messages of at most ${formatBytes(fits)}, and ${name} of up to ${formatBytes(holds)}: a larger one would end the move.`,
      unblock: `Raise the maximum message size of ${to}, or name another queue (--to QUEUE).`,
    });
  }
  return blocked;
}

const typeOf = (fifo: boolean): string => (fifo ? 'a FIFO queue' : 'a standard queue');

function unconsumed({receivers, name}: RedriveFacts): readonly Blocked[] {
  return receivers
    .filter(receiver => isConsumed(receiver) === false)
    .map(receiver => ({
      because: `Nobody has deleted a message from ${receiver.name} for 15 minutes: what is moved there waits, and whether it fails cannot be seen.`,
      unblock: `Start its consumer first; or say --without-consumer ${name}.`,
    }));
}

/** Where the messages go, in words. */
export function destinationText({receivers, sources}: RedriveFacts): string {
  const names = receivers.map(({name}) => name);
  const more = sources.length - names.length;
  if (names.length === 0) return sources.map(nameOfArn).join(', ');
  return more > 0 && names.length > 1 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
