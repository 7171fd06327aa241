import type {Finding} from '../../../monitor/schema.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount, formatPerMinute, formatShare} from '../../../text/number.ts';
import {finding} from '../../finding.ts';
import {lateMinutes} from '../consumer.ts';
import type {Judgement} from '../judge-queue.ts';
import type {About, FindingContext} from './findings.ts';

/** So few received in a quarter of an hour say nothing about a consumer. */
const fewestReceived = 20;

/** Messages wait, and who used to delete them is gone. */
export function consumerGoneFinding(
  about: About,
  {queue, consumer}: Judgement,
  {now, thresholds}: FindingContext,
): Finding | undefined {
  const {goneSince} = consumer;
  if (goneSince === undefined || queue.visible === null || queue.visible === 0) return undefined;
  const goneMs = now - goneSince;
  if (goneMs < thresholds.consumerGoneMinutes * 60_000) return undefined;
  return finding({
    ...about,
    kind: 'queues.consumer-gone',
    severity: 'critical',
    title: `${formatCount(queue.visible)} waiting, none deleted for ${formatDuration(goneMs)}`,
    detail: `${queue.verdictText} Until ${formatDuration(goneMs)} ago messages were deleted all the time: is its consumer running, and allowed to read?`,
    evidence: {waiting: queue.visible, goneSeconds: Math.round(goneMs / 1000)},
    since: goneSince,
  });
}

/** More is sent than its consumer gets done. */
export function backlogFinding(
  about: About,
  {queue, growth, growing}: Judgement,
  {thresholds}: FindingContext,
): Finding | undefined {
  const {drain, oldestAgeSeconds: age, visible} = queue;
  if (drain.state !== 'growing' || !growth || visible === null || age === null) return undefined;
  if (age < thresholds.backlogMinutes * 60) return undefined;
  return finding({
    ...about,
    kind: 'queues.backlog-growing',
    severity: 'warning',
    title: `${formatCount(visible)} waiting, +${formatPerMinute(growth.perMinute)}, age ${formatDuration(age * 1000)}`,
    detail: `${queue.verdictText} More comes in than its consumer gets done.`,
    evidence: {waiting: visible, perMinute: growth.perMinute, oldestAgeSeconds: age},
    since: growing?.at,
  });
}

/** The oldest has used up half of its time. */
export function ageFinding(
  about: About,
  {queue}: Judgement,
  {now, thresholds}: FindingContext,
): Finding | undefined {
  const {oldestAgeSeconds: age, retentionSeconds} = queue;
  if (age === null || retentionSeconds === null) return undefined;
  if (age <= thresholds.ageShareOfRetention * retentionSeconds) return undefined;
  return finding({
    ...about,
    kind: 'queues.oldest-age',
    severity: 'critical',
    title: `oldest ${formatDuration(age * 1000)}, kept ${formatDuration(retentionSeconds * 1000)}`,
    detail: queue.verdictText,
    evidence: {oldestAgeSeconds: age, retentionSeconds},
    since: now - age * 1000,
  });
}

/** Most of what its consumer receives comes back. */
export function failingFinding(
  about: About,
  {queue, consumer}: Judgement,
  {thresholds}: FindingContext,
): Finding | undefined {
  const {received, deleted} = consumer;
  if (received === undefined || deleted === undefined || received < fewestReceived) return undefined;
  if (deleted >= thresholds.deletedShare * received) return undefined;
  const share = formatShare(deleted / received);
  return finding({
    ...about,
    kind: 'queues.failing-consumer',
    severity: 'warning',
    title: `only ${share} of what is received is deleted`,
    detail: `${formatCount(received)} received and ${formatCount(deleted)} deleted in ${lateMinutes} minutes: the others come back when their visibility timeout is over. The age does not count what was received three times${queue.fifo ? '' : ', so that older messages than it says may be lost'}.`,
    evidence: {receivedIn15Minutes: received, deletedIn15Minutes: deleted},
  });
}

/** What its consumer cannot digest comes back until it is lost. */
export function noDeadLettersFinding(
  about: About,
  {queue, attributes, consumer, deadLetters}: Judgement,
): Finding | undefined {
  if (attributes === undefined || attributes.deadLetterQueue !== undefined) return undefined;
  if (deadLetters.isDeadLetter !== false || consumer.alive !== true) return undefined;
  const kept =
    queue.retentionSeconds === null ? 'its retention' : formatDuration(queue.retentionSeconds * 1000);
  return finding({
    ...about,
    kind: 'queues.no-dlq',
    severity: 'info',
    title: 'no dead-letter queue',
    detail: `What its consumer cannot digest is received again and again for ${kept}, and then lost: give ${queue.name} a redrive policy.`,
  });
}
