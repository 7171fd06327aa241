import type {ActionTarget} from '../../../../actions/plan.ts';
import {formatDuration} from '../../../../text/duration.ts';
import {hasOwnKey} from '../../attributes.ts';
import {deduplicationSeconds, receivesUntilBack} from '../../limits.ts';
import {messagesText} from '../../messages/counted.ts';
import {nameOfArn} from '../../messages/queue-url.ts';
import type {PickFacts} from '../facts.ts';
import type {PickOptions} from '../options.ts';
import {afterPassSeconds, passMs} from '../running/pass.ts';
import {unfitness} from './blocked.ts';

/** What somebody has to know before saying yes. */
export function pickWarnings(
  facts: PickFacts,
  options: PickOptions,
  target: ActionTarget,
): readonly string[] {
  return [
    ...leftWarnings(facts, target),
    ...onceWarnings(facts, options),
    ...receiveWarnings(facts, target),
    ...orderWarnings(facts, options),
    ...placeWarnings(facts, options, target),
    ...keyWarnings(facts, options, target),
  ];
}

/** What earlier picks left behind, and what this one does about it. */
function leftWarnings({left, asOf}: PickFacts, {resource}: ActionTarget): readonly string[] {
  const warnings: string[] = [];
  const {toDelete, unknown, duplicates, hiddenUntil, told} = left;
  if (toDelete > 0) {
    warnings.push(
      `An earlier pick copied ${messagesText(toDelete)} and did not see ${toDelete === 1 ? 'it' : 'them'} deleted: deleted without being sent again where ${toDelete === 1 ? 'it turns' : 'they turn'} up.`,
    );
  }
  if (unknown > 0) {
    warnings.push(
      `An earlier pick got no answer when it sent ${messagesText(unknown)}: sent again where they match, and counted as possible duplicates.`,
    );
  }
  if (told && duplicates - unknown > 0) {
    warnings.push(`The last pick may have left ${messagesText(duplicates - unknown)} there twice.`);
  }
  if (hiddenUntil !== undefined && hiddenUntil > asOf) {
    warnings.push(
      `Some of those may still be hidden, for ${formatDuration(hiddenUntil - asOf)} at most: ${resource} shows them to nobody before.`,
    );
  }
  return warnings;
}

function onceWarnings({attributes}: PickFacts, {save}: PickOptions): readonly string[] {
  if (save !== undefined) {
    return [
      'At least once: what is in the file may still be in the queue if this is killed between the two.',
    ];
  }
  const again = attributes.fifo
    ? ` Sent again within ${formatDuration(deduplicationSeconds * 1000)} it is dropped by its deduplication id; later it is there twice.`
    : '';
  return [
    `At least once: where no answer comes to a send, the message stays here and may be there too. Those are counted.${again}`,
  ];
}

function receiveWarnings({attributes}: PickFacts, {resource}: ActionTarget): readonly string[] {
  const {deadLetterQueue, maxReceiveCount} = attributes;
  const longest = formatDuration(passMs + afterPassSeconds * 1000);
  const warnings = [
    `The receive count of everything it looks at rises by one; after ${receivesUntilBack} receives a message leaves the age metric.`,
    `What it looks at is hidden from others until it ends, ${formatDuration(passMs)} at most; if it is killed, for up to ${longest}.`,
  ];
  if (deadLetterQueue !== undefined) {
    const after = maxReceiveCount === undefined ? '' : ` after ${maxReceiveCount} receives`;
    warnings.push(
      `${resource} passes messages on to ${nameOfArn(deadLetterQueue)}${after}: this is one receive.`,
    );
  }
  return warnings;
}

function orderWarnings({attributes}: PickFacts, {save}: PickOptions): readonly string[] {
  if (!attributes.fifo) return [];
  const heads =
    'Only from the front of each message group: what stands behind a message that does not match stays.';
  if (save !== undefined) return [heads];
  return [heads, 'The order changes: they come after everything that their groups were sent meanwhile.'];
}

function placeWarnings(
  {destinations, attributes, task}: PickFacts,
  {save}: PickOptions,
  {resource}: ActionTarget,
): readonly string[] {
  const warnings = task.ok
    ? []
    : [
        `Whether a redrive is running is not known, and it would take the same messages. ${task.problem.sentence}`,
      ];
  if (save !== undefined) return warnings;
  for (const place of destinations.values()) {
    const why = unfitness(place, attributes.fifo, resource);
    if (why) warnings.push(`Messages of ${place.name} stay: ${why.because}`);
    else if (place.attributes.ok && place.attributes.value.delaySeconds) {
      const delay = formatDuration(place.attributes.value.delaySeconds * 1000);
      warnings.push(`${place.name} delays what is sent to it by ${delay}.`);
    }
  }
  return warnings;
}

function keyWarnings(
  {attributes, destinations}: PickFacts,
  {save}: PickOptions,
  {resource}: ActionTarget,
): readonly string[] {
  const warnings: string[] = [];
  if (hasOwnKey(attributes)) {
    warnings.push(`${resource} is encrypted with ${attributes.kms}: you need kms:Decrypt for that key.`);
  }
  if (save !== undefined) return warnings;
  for (const {name, attributes: there} of destinations.values()) {
    if (there.ok && hasOwnKey(there.value)) {
      warnings.push(
        `${name} is encrypted with ${there.value.kms}: you need kms:GenerateDataKey and kms:Decrypt for that key.`,
      );
    }
  }
  return warnings;
}
