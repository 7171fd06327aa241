import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget, Blocked, Plan, Step} from '../../../actions/plan.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import {depthOf} from '../dead-letters.ts';
import {mostInBatch, purgeEverySeconds, usdPerFifoRequest, usdPerRequest} from '../limits.ts';
import type {PurgeFacts} from './facts.ts';
import type {PurgeOptions} from './options.ts';
import {mostSaved, saveMs} from './save-all.ts';

/** Pure: what would be gone. */
export function planPurge(facts: PurgeFacts, options: PurgeOptions, target: ActionTarget): Plan {
  const {resource} = target;
  const {save} = options;
  const depth = depthOf(facts.attributes);
  const all = depth === undefined ? 'all messages' : `about ${formatCount(depth)} messages`;
  const blocked = blockedOf(facts, options, target);
  return {
    action: 'queues.purge',
    title: `Purge ${resource}`,
    target,
    risk: 'destructive',
    steps: stepsOf(facts, options, target),
    // What was received and is not purged after all is given back.
    ...(save === undefined ? {} : {mayAlso: ['sqs:ChangeMessageVisibilityBatch']}),
    touches: [facts.url],
    changes: [
      `${resource} loses ${all}, those in flight and delayed among them.`,
      save === undefined ? 'Nothing of them is kept.' : `They are in ${save} then, readable by you alone.`,
    ],
    warnings: warningsOf(facts, options, target),
    blocked,
    undo:
      save === undefined
        ? 'Cannot be undone: nothing brings purged messages back.'
        : `Cannot be undone. ${save} has every message whole, a JSON line each: send-message sends one again, with a new id and a new time.`,
    cost: costOf(facts, options, depth),
    basis: JSON.stringify([facts.attributes.fifo, blocked.map(({because}) => because)]),
  };
}

function stepsOf({url}: PurgeFacts, {save}: PurgeOptions, {resource, region}: ActionTarget): readonly Step[] {
  const purge: Step = {
    operation: 'sqs:PurgeQueue',
    says: `PurgeQueue of ${resource}, then wait up to ${purgeEverySeconds} s and count what is left`,
    cli: awsCommand('sqs', 'purge-queue', region, {'queue-url': url}),
  };
  if (save === undefined) return [purge];
  return [
    {
      operation: 'sqs:ReceiveMessage',
      says: `ReceiveMessage in tens, all of them, into ${save}: ${formatDuration(saveMs)} at most`,
    },
    purge,
  ];
}

function warningsOf(
  {task}: PurgeFacts,
  {save, withoutSaving}: PurgeOptions,
  {resource}: ActionTarget,
): readonly string[] {
  const warnings = [
    `What is sent to ${resource} before it is through, ${purgeEverySeconds} s at most, may go too, and is in no file.`,
  ];
  if (save !== undefined) {
    warnings.push('What is received is hidden from everybody, and its receive count rises by one.');
    warnings.push(
      withoutSaving
        ? 'It is purged even where not every message could be saved.'
        : 'Where not every message could be saved, it is not purged, and all are given back.',
    );
  }
  if (!task.ok) warnings.push(`Whether a redrive is running is not known. ${task.problem.sentence}`);
  return warnings;
}

function blockedOf(facts: PurgeFacts, options: PurgeOptions, {resource}: ActionTarget): readonly Blocked[] {
  const {save, withoutSaving} = options;
  const {task, purgedAt, asOf, isTaken, attributes} = facts;
  const blocked: Blocked[] = [];
  if (save === undefined && !withoutSaving) {
    blocked.push({
      because: 'Purged messages do not come back.',
      unblock: 'Save them first (--save FILE), or say that they may go (--without-saving).',
    });
  }
  if (isTaken)
    blocked.push({
      because: `${save} is there already.`,
      unblock: 'Name a new file: nothing is written over.',
    });
  if (task.ok && task.value) {
    blocked.push({
      because: `A redrive of ${resource} is running: what it has not moved yet would be gone.`,
      unblock: `Wait until it ends, or cancel it (queues.cancel ${resource}).`,
    });
  }
  const again = purgedAt === undefined ? 0 : purgedAt + purgeEverySeconds * 1000 - asOf;
  if (again > 0) {
    blocked.push({
      because: `${resource} was purged ${formatDuration(asOf - (purgedAt ?? asOf))} ago, and AWS takes one purge in ${purgeEverySeconds} s.`,
      unblock: `Wait ${Math.ceil(again / 1000)} s.`,
    });
  }
  if (save !== undefined && !withoutSaving) blocked.push(...unsavable(attributes, resource));
  return blocked;
}

function unsavable(attributes: PurgeFacts['attributes'], resource: string): readonly Blocked[] {
  if (attributes.fifo) {
    return [
      {
        because:
          'A FIFO queue shows only the front of each message group while that is held: not all can be saved.',
        unblock: `Pick them into a file, which deletes as it goes (queues.pick ${resource} --pattern . --save FILE), or say --without-saving too.`,
      },
    ];
  }
  const depth = depthOf(attributes);
  if (depth === undefined) {
    return [
      {
        because: `AWS did not say how many messages ${resource} has: whether all were saved could not be told.`,
        unblock: 'Plan again, or say --without-saving too.',
      },
    ];
  }
  if (depth <= mostSaved) return [];
  return [
    {
      because: `${resource} has about ${formatCount(depth)} messages, and at most ${formatCount(mostSaved)} are saved at a time.`,
      unblock: 'Redrive or pick most of them first, or say --without-saving too.',
    },
  ];
}

function costOf({attributes}: PurgeFacts, {save}: PurgeOptions, depth: number | undefined): string {
  if (save === undefined) return 'Next to nothing: one request.';
  const calls = Math.ceil(Math.min(depth ?? mostSaved, mostSaved) / mostInBatch) * 2 + 1;
  const usd = calls * (attributes.fifo ? usdPerFifoRequest : usdPerRequest);
  return `At most about ${formatCount(calls)} requests, ${formatUsd(usd)} (list price, us-east-1; large messages count as several).`;
}
