import type {Finding} from '../../../monitor/schema.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount} from '../../../text/number.ts';
import {clockTime, finding} from '../../finding.ts';
import type {Judgement} from '../judge-queue.ts';
import {nameOfArn} from '../messages/queue-url.ts';
import {movedText, sendersText} from '../redrive-refusal.ts';
import {growthText} from '../wording.ts';
import type {About, FindingContext} from './findings.ts';
import {suggestLook, suggestRedrive} from './suggest.ts';

const dayMs = 86_400_000;

/** More and more fails: looking comes before moving anything back into it. */
export function growingFinding(
  about: About,
  {queue, growth, depth, growing: since}: Judgement,
  {thresholds}: FindingContext,
): Finding | undefined {
  if (depth === undefined || !growth || growth.gained < thresholds.dlqGrowthMessages) return undefined;
  const perMinute = `${growthText(growth.perMinute)}/m`;
  const when = since === undefined ? '' : since.atLeast ? ' for over 3h' : ` since ${clockTime(since.at)}`;
  return finding({
    ...about,
    kind: 'queues.dlq-growing',
    severity: 'critical',
    title: `${formatCount(depth)} waiting, ${perMinute}${when}`,
    detail: `${queue.verdictText} ${fromText(queue)} still fails: look at what failed before anything is moved back.`,
    evidence: {waiting: depth, gainedIn15Minutes: growth.gained, perMinute: growth.perMinute},
    since: since?.at,
    suggest: suggestLook(queue),
  });
}

const fromText = ({sources, senders}: Judgement['queue']): string =>
  sources.length > 0
    ? `What comes from ${sources.map(nameOfArn).join(', ')}`
    : `What ${sendersText(senders)} sends`;

/** It holds messages, and nothing worse is known of it. */
export function notEmptyFinding(
  about: About,
  {queue, depth}: Judgement,
  {now, thresholds}: FindingContext,
): Finding | undefined {
  if (depth === undefined || depth < thresholds.dlqMessages) return undefined;
  const {redrive, oldestAgeSeconds: age, redriveRefused} = queue;
  const isMoving = redrive?.status === 'RUNNING';
  const oldest = age === null ? '' : `, oldest ${formatDuration(age * 1000)}`;
  return finding({
    ...about,
    kind: 'queues.dlq-not-empty',
    severity: 'warning',
    title: isMoving ? `redrive: ${movedText(redrive)}` : `${formatCount(depth)} waiting${oldest}`,
    detail:
      queue.sources.length === 0 && redriveRefused !== null
        ? `${queue.verdictText} ${redriveRefused}`
        : queue.verdictText,
    evidence: {waiting: depth, ...(age === null ? {} : {oldestAgeSeconds: age})},
    since: age === null ? undefined : now - age * 1000,
    suggest: isMoving ? null : suggestRedrive(queue),
  });
}

/** The last attempt to move its messages back failed, and they are still there. */
export function redriveFailedFinding(
  about: About,
  {queue, depth}: Judgement,
  {now}: FindingContext,
): Finding | undefined {
  const {redrive} = queue;
  if (redrive?.status !== 'FAILED' || depth === 0) return undefined;
  const startedAt = redrive.startedAt === null ? undefined : Date.parse(redrive.startedAt);
  if (startedAt !== undefined && now - startedAt > dayMs) return undefined;
  return finding({
    ...about,
    kind: 'queues.redrive-failed',
    severity: 'warning',
    title: 'the last redrive failed',
    detail: `The last redrive ended with ${redrive.failure ?? 'no reason given'}, ${movedText(redrive)}: what was moved stays moved, the rest is still here.`,
    since: startedAt,
    suggest: suggestLook(queue),
  });
}

/** Standard queues count the retention from the first send: what fails late has little time left there. */
export function retentionFinding(
  about: About,
  {queue, attributes}: Judgement,
  {attributesOf}: FindingContext,
): Finding | undefined {
  const own = queue.retentionSeconds;
  if (own === null || attributes?.fifo !== false) return undefined;
  const longest = queue.sources
    .map(arn => ({name: nameOfArn(arn), seconds: attributesOf(arn)?.retentionSeconds}))
    .filter((source): source is {name: string; seconds: number} => source.seconds !== undefined)
    .toSorted((a, b) => b.seconds - a.seconds)[0];
  if (!longest || own > longest.seconds) return undefined;
  const [kept, before] = [formatDuration(own * 1000), formatDuration(longest.seconds * 1000)];
  const isShorter = own < longest.seconds;
  return finding({
    ...about,
    kind: 'queues.short-retention',
    severity: isShorter ? 'warning' : 'info',
    title: isShorter ? `kept ${kept}, its source keeps ${before}` : `kept ${kept}, no longer than its source`,
    detail: `Messages keep the time of their first send: what failed late in ${longest.name}, which keeps messages ${before}, has what is left of ${kept} here. Raise the retention of ${queue.name} to 14d.`,
    evidence: {retentionSeconds: own, sourceRetentionSeconds: longest.seconds},
  });
}
