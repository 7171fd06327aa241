import {awsCommand} from '../../../../actions/aws-command.ts';
import type {ActionTarget, Plan, Step} from '../../../../actions/plan.ts';
import {formatDuration} from '../../../../text/duration.ts';
import {formatCount, formatRate, formatShare, formatUsd} from '../../../../text/number.ts';
import {usdPerFifoRequest, usdPerRequest} from '../../limits.ts';
import type {RedriveFacts} from '../facts.ts';
import {fewestReturned} from '../guard/guard.ts';
import type {RedriveOptions} from '../options.ts';
import {destinationText, redriveBlocked} from './blocked.ts';
import {canaryOvershoot, canaryPerSecond} from './canary.ts';
import {gainedLately} from './growth.ts';
import {type Order, orderOf} from './order.ts';
import {addedLoad} from './rate.ts';
import {redriveWarnings} from './warnings.ts';

/** Receive, send and delete: as if each message went alone. "Dead-letter queue redrive", SQS developer guide. */
const requestsPerMessage = 3;

/** Pure: what a redrive would do, or what is in its way. */
export function planRedrive(facts: RedriveFacts, options: RedriveOptions, target: ActionTarget): Plan {
  const order = orderOf(facts, options);
  const blocked = redriveBlocked(facts, options);
  // Where there is nothing to move, or nowhere to move it, there is nothing to tell of how.
  const isHopeless = facts.depth === 0 || facts.receivers.length === 0;
  const usd = facts.depth * requestsPerMessage * (facts.attributes.fifo ? usdPerFifoRequest : usdPerRequest);
  return {
    action: 'queues.redrive',
    title: isHopeless ? `Redrive ${facts.name}` : `Redrive ${facts.name} to ${destinationText(facts)}`,
    target,
    risk: 'disruptive',
    steps: isHopeless ? [] : stepsOf(facts, options, order),
    mayAlso: ['sqs:CancelMessageMoveTask'],
    changes: isHopeless ? [] : changesOf(facts, order),
    warnings: isHopeless ? [] : redriveWarnings(facts, options, order),
    blocked,
    undo: 'Cannot be undone: what was moved stays moved. queues.cancel stops the rest.',
    cost:
      usd === 0
        ? 'Costs nothing.'
        : `At most ${formatUsd(usd)} (${requestsPerMessage} requests a message, list price, us-east-1).`,
    basis: basisOf(facts, options, order),
  };
}

function stepsOf(facts: RedriveFacts, {to}: RedriveOptions, order: Order): readonly Step[] {
  const {name, arn, region, depth} = facts;
  const {canary, rate, detach} = order;
  const destination = to === undefined ? undefined : facts.receivers[0]?.arn;
  const start = (perSecond: number) =>
    awsCommand('sqs', 'start-message-move-task', region, {
      'source-arn': arn,
      ...(destination === undefined ? {} : {'destination-arn': destination}),
      'max-number-of-messages-per-second': perSecond,
    });
  const operation = 'sqs:StartMessageMoveTask';
  const whole = `StartMessageMoveTask of ${name} at ${formatRate(rate.perSecond)} (${rate.why})`;
  if (!canary) {
    const watched = detach ? ', and leave it' : ', watched';
    return [{operation, says: `${whole}${watched}`, cli: start(rate.perSecond)}];
  }
  const first = {
    operation,
    says: `StartMessageMoveTask of ${name} at ${formatRate(canaryPerSecond)}: the canary`,
    cli: start(canaryPerSecond),
  };
  if (canary.messages >= depth) return [first];
  const cancel = {
    operation: 'sqs:CancelMessageMoveTask',
    says: `CancelMessageMoveTask after ${formatCount(canary.messages)} (up to ${canaryOvershoot} more may go), then watch for ${formatDuration(order.watchMs)}`,
  };
  if (order.isTooLong) return [first, cancel];
  const rest = {operation, says: `If none came back: ${whole}`};
  const isSame = rate.perSecond === canaryPerSecond;
  return [first, cancel, isSame ? rest : {...rest, cli: start(rate.perSecond)}];
}

function changesOf(facts: RedriveFacts, order: Order): readonly string[] {
  const {depth, attributes, receivers} = facts;
  const retention = receivers[0]?.attributes.retentionSeconds;
  const kept =
    retention === undefined ? '' : ` (${formatDuration(retention * 1000)} in ${receivers[0]?.name})`;
  const changes = [
    `${formatCount(depth)} messages go to ${destinationText(facts)}, ${lengthText(depth, order)}.`,
    addedLoad(order.rate),
    `They get new ids, and their retention starts anew${kept}.`,
  ];
  if (attributes.fifo) changes.push('Within a group they come between the messages that are sent meanwhile.');
  return [...changes, ...guardText(order)];
}

function lengthText(depth: number, {canary, rate, watchMs, isTooLong}: Order): string {
  if (!canary) return `in about ${formatDuration((depth / rate.perSecond) * 1000)}`;
  const first = Math.min(depth, canary.messages);
  const rest = depth - first;
  const canaryMs = (first / canaryPerSecond) * 1000 + watchMs;
  if (rest === 0) return `all of them as the canary, watched for ${formatDuration(watchMs)}`;
  if (isTooLong) return `${formatCount(first)} of them now`;
  const whole = formatDuration(canaryMs + (rest / rate.perSecond) * 1000);
  return `${formatCount(first)} first and the other ${formatCount(rest)} at ${formatRate(rate.perSecond)}, in about ${whole}`;
}

function guardText({
  canary,
  window,
  watchMs,
  isTooLong,
  comesBack,
  stopAt,
  detach,
}: Order): readonly string[] {
  if (detach) {
    return ['Nobody watches it and nothing cancels it: it goes on when this ends. queues.cancel stops it.'];
  }
  if (!comesBack) return [];
  const guarded = `It cancels by itself when ${formatShare(stopAt)} of what was moved came back, ${fewestReturned} messages at least.`;
  if (!window) {
    return [
      'How long a failure takes to show is not known: what is moved is watched, and never called clean.',
    ];
  }
  const shows = `A message that fails again is back after ${window.because}`;
  if (!canary) return [`${shows}: by then much more has been moved.`, guarded];
  if (isTooLong) {
    return [
      `${shows}, and is seen within ${formatDuration(window.ms)}: longer than the ${formatDuration(watchMs)} that a canary is watched.`,
      'So the rest does not start by itself. Go on with --canary 0 when you have seen that they were consumed.',
    ];
  }
  return [`${shows}: the canary is watched for ${formatDuration(watchMs)}.`, guarded];
}

/** What must not have changed between the plan and its first request. Counts move all the time and are not in it. */
function basisOf(facts: RedriveFacts, options: RedriveOptions, {rate, canary, isConsumed}: Order): string {
  const gained = gainedLately(facts);
  return [
    ...settingsOf(facts),
    `growing ${gained !== undefined && gained > 0 && !options.whileGrowing}`,
    `consumed ${isConsumed}`,
    `rate ${rate.perSecond}`,
    `canary ${canary && Math.min(canary.messages, facts.depth)}`,
  ].join('\n');
}

/** What somebody configured: changed in the middle of a redrive, it is another redrive. */
export const settingsOf = ({sources, receivers, gone}: RedriveFacts): readonly string[] => [
  `sources ${sources.join(' ')}`,
  `gone ${gone.map(({name}) => name).join(' ')}`,
  ...receivers.map(({arn, attributes}) =>
    [
      arn,
      attributes.deadLetterQueue,
      attributes.maxReceiveCount,
      attributes.visibilityTimeoutSeconds,
      attributes.receiveWaitSeconds,
    ].join(' '),
  ),
];
