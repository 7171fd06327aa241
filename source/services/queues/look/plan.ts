import type {ActionTarget, Blocked, Plan, Risk, Step} from '../../../actions/plan.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import {mostInBatch, mostInFlight, receivesUntilBack, usdPerFifoRequest, usdPerRequest} from '../limits.ts';
import {nameOfArn} from '../messages/queue-url.ts';
import {deletedWithinSeconds, type LookFacts} from './facts.ts';
import type {LookOptions} from './options.ts';
import {hiddenSeconds, passSeconds, waitSeconds} from './pass.ts';

/** With so few receives, one that is spent on a look is a large part of a message's tries. */
const fewReceives = 3;

export function planLook(facts: LookFacts, options: LookOptions, target: ActionTarget, now: number): Plan {
  const {attributes, task, deleted, sources} = facts;
  const blocked = blockedBy(facts, options, target);
  return {
    action: 'queues.look',
    title: `Look at messages of ${target.resource}`,
    target,
    risk: riskOf(facts),
    steps: steps(facts, options),
    touches: [facts.url],
    changes: [
      `Shows up to ${count(options.most, 'message')} of ${depthOf(facts)}, grouped by how they failed, in ${passSeconds} s at most.`,
      'Every message looked at has been received once more: its receive count rises by one.',
    ],
    warnings: warnings(facts, options, target, now),
    blocked,
    undo: 'All messages are given back when it ends; receive counts cannot be lowered again.',
    cost: costOf(facts, options),
    basis: JSON.stringify({
      fifo: attributes.fifo,
      deadLetterQueue: attributes.deadLetterQueue,
      maxReceiveCount: attributes.maxReceiveCount,
      kms: attributes.kms,
      sources,
      task: task?.startedAt,
      consumer: deleted === undefined ? 'unknown' : deleted > 0,
      blocked: blocked.map(({because}) => because),
    }),
  };
}

/** Where nobody waits for the messages and none can be passed on, nothing is disturbed. */
function riskOf({attributes, deleted, task}: LookFacts): Risk {
  const passesOn = attributes.deadLetterQueue !== undefined;
  return attributes.fifo || passesOn || task !== undefined || deleted !== 0 ? 'disruptive' : 'reversible';
}

function depthOf({attributes: {visible}}: LookFacts): string {
  return visible === undefined ? 'nobody knows how many' : `about ${formatCount(visible)}`;
}

const count = (many: number, what: string): string => `${formatCount(many)} ${what}${many === 1 ? '' : 's'}`;

function steps({url}: LookFacts, {most, save}: LookOptions): readonly Step[] {
  const saved = save === undefined ? '' : `, and write them to ${save}`;
  return [
    {
      operation: 'sqs:ReceiveMessage',
      says: `receive up to ${count(most, 'message')}, ${mostInBatch} at a time, until nothing new comes${saved}`,
      cli: `aws sqs receive-message --queue-url ${url} --max-number-of-messages ${mostInBatch} --visibility-timeout ${hiddenSeconds} --wait-time-seconds ${waitSeconds} --message-system-attribute-names All --message-attribute-names All`,
    },
    {
      operation: 'sqs:ChangeMessageVisibilityBatch',
      says: `give all of them back, however it ends; otherwise they come back by themselves after ${hiddenSeconds} s`,
      cli: `aws sqs change-message-visibility-batch --queue-url ${url} --entries Id=0,ReceiptHandle=HANDLE,VisibilityTimeout=0`,
    },
  ];
}

function warnings(
  facts: LookFacts,
  {save, most}: LookOptions,
  {resource}: ActionTarget,
  now: number,
): readonly string[] {
  const {attributes, sources, task, deleted, look} = facts;
  const {deadLetterQueue, maxReceiveCount, visible} = attributes;
  const said: string[] = [];
  if (sources?.length === 0) {
    said.push(
      `${resource} is no other queue's dead-letter queue: these can be messages that wait for their first try, not ones that failed.`,
    );
  }
  if (deadLetterQueue !== undefined) {
    said.push(
      `Each message has ${maxReceiveCount === undefined ? 'a limited number of' : count(maxReceiveCount, 'receive')}${maxReceiveCount === undefined ? ' receives' : ''}, and one of them is spent here: a message that has had them all goes to ${nameOfArn(deadLetterQueue)} instead of being looked at or processed.`,
    );
  }
  if (deleted === undefined) said.push(`Nobody can say whether a consumer works on ${resource}.`);
  else if (deleted > 0) {
    said.push(
      `A consumer works on it (${formatCount(deleted)} deleted in the last ${deletedWithinSeconds / 60} minutes): it does not get these messages until they are given back, ${hiddenSeconds} s at most.`,
    );
  }
  if (attributes.fifo) {
    said.push(
      `Only the heads of message groups can be seen, and each of these groups stands still until they are given back, ${hiddenSeconds} s at most.`,
    );
  } else {
    said.push(
      `A message received ${receivesUntilBack} times goes to the back of the queue and out of its age metric: the oldest age can then look younger than it is.`,
    );
  }
  if (task) said.push('A move task is running: what is looked at is not moved until it is given back.');
  if (look) {
    const ago = formatDuration(Math.max(0, now - Date.parse(look.lookedAt)));
    said.push(
      `It was looked at ${ago} ago: what was found is still shown, and a look more is a receive more.`,
    );
  }
  if (visible !== undefined && visible > most) {
    said.push('SQS chooses which messages come: the shares are of those, and others can fail differently.');
  }
  if (attributes.kms !== undefined && attributes.kms !== 'SSE-SQS') {
    said.push('It is encrypted with a KMS key: this needs kms:Decrypt on it.');
  }
  said.push(
    save === undefined
      ? 'Bodies are forgotten as soon as their shape is known; values are shown nowhere and written nowhere.'
      : `Whole messages are written to ${save}, readable by you alone: they can hold personal data.`,
  );
  return said;
}

function blockedBy(
  {attributes, saveRefused}: LookFacts,
  {most, spendReceives}: LookOptions,
  {resource}: ActionTarget,
): readonly Blocked[] {
  const {deadLetterQueue, maxReceiveCount, inFlight} = attributes;
  const blocked: Blocked[] = [];
  if (saveRefused !== undefined) {
    blocked.push({because: saveRefused, unblock: 'Name a new file with --save.'});
  }
  if (!spendReceives && deadLetterQueue !== undefined && (maxReceiveCount ?? 1) <= fewReceives) {
    blocked.push({
      because: `A message of ${resource} is passed on to ${nameOfArn(deadLetterQueue)} after ${count(maxReceiveCount ?? 1, 'receive')}, and a look spends one.`,
      unblock: 'Look with --spend-receives if that is worth it.',
    });
  }
  if (inFlight !== undefined && inFlight + most > mostInFlight) {
    blocked.push({
      because: `${formatCount(inFlight)} messages are in flight, and SQS allows ${formatCount(mostInFlight)}: a look would take the consumer's last ones.`,
      unblock: 'Find out why they are not deleted, or look at fewer with --most.',
    });
  }
  return blocked;
}

/** AWS often gives fewer than it was asked for; this counts what it gives when the queue is full. */
function costOf({attributes: {fifo}}: LookFacts, {most}: LookOptions): string {
  const requests = 2 * Math.ceil(most / mostInBatch) + 1;
  const usd = requests * (fifo ? usdPerFifoRequest : usdPerRequest);
  return `${formatUsd(usd)}: about ${formatCount(requests)} requests, more where SQS gives fewer than ten at a time.`;
}
