import type {Finding} from '../../../monitor/schema.ts';
import {formatCount, formatShare} from '../../../text/number.ts';
import {dated, finding} from '../../finding.ts';
import type {QueueAttributes} from '../facts.ts';
import type {Judgement} from '../judge-queue.ts';
import {mostInFlight} from '../limits.ts';
import type {QueueThresholds} from '../thresholds.ts';
import {firstLossText} from '../wording.ts';
import {growingFinding, notEmptyFinding, redriveFailedFinding, retentionFinding} from './of-dead-letters.ts';
import {
  ageFinding,
  backlogFinding,
  consumerGoneFinding,
  failingFinding,
  noDeadLettersFinding,
} from './of-source.ts';
import {suggestLook, suggestRedrive} from './suggest.ts';

export type FindingContext = {
  readonly now: number;
  readonly thresholds: QueueThresholds;
  readonly attributesOf: (arn: string) => QueueAttributes | undefined;
};
export type About = Pick<Finding, 'service' | 'account' | 'region' | 'arn' | 'resource'>;

/** What is wrong with one queue, nothing of it twice: of what means the same, the worst is told. */
export function findingsOf(judged: Judgement, context: FindingContext): Finding[] {
  const {account, region, arn, name: resource} = judged.queue;
  const about: About = {service: 'queues', account, region, arn, resource};
  const loss = lossFinding(about, judged, context);
  const ofMessages = judged.deadLetters.isDeadLetter
    ? ofDeadLetters(about, judged, context, loss)
    : ofSource(about, judged, context, loss);
  return [loss, inFlightFinding(about, judged, context), ...ofMessages]
    .filter(found => found !== undefined)
    .map(found => dated(found, judged.readAt, context.now));
}

function ofDeadLetters(
  about: About,
  judged: Judgement,
  context: FindingContext,
  loss: Finding | undefined,
): readonly (Finding | undefined)[] {
  return [
    growingFinding(about, judged, context) ?? (loss ? undefined : notEmptyFinding(about, judged, context)),
    redriveFailedFinding(about, judged, context),
    retentionFinding(about, judged, context),
  ];
}

function ofSource(
  about: About,
  judged: Judgement,
  context: FindingContext,
  loss: Finding | undefined,
): readonly (Finding | undefined)[] {
  const gone = consumerGoneFinding(about, judged, context);
  const isOld = loss === undefined ? ageFinding(about, judged, context) : undefined;
  return [
    gone,
    isOld,
    gone || isOld || loss ? undefined : backlogFinding(about, judged, context),
    gone ? undefined : failingFinding(about, judged, context),
    noDeadLettersFinding(about, judged),
  ];
}

/** Messages that are lost soon. Where a range of time lies across the threshold, that is a warning. */
function lossFinding(
  about: About,
  {queue, loss, growth, depth}: Judgement,
  {now, thresholds}: FindingContext,
): Finding | undefined {
  if (loss === undefined || depth === undefined || depth === 0) return undefined;
  const soon = thresholds.lossSoonHours * 3600;
  const isSoon = loss.atMost <= soon;
  if (!isSoon && (loss.basis === 'bound' || loss.atLeast > soon)) return undefined;
  const isGrowing = growth !== undefined && growth.gained >= thresholds.dlqGrowthMessages;
  return finding({
    ...about,
    kind: 'queues.first-loss',
    severity: isSoon ? 'critical' : 'warning',
    title: loss.atMost <= 0 ? 'losing messages now' : `first message lost in ${firstLossText(loss)}`,
    detail: queue.verdictText,
    evidence: {atLeastSeconds: loss.atLeast, atMostSeconds: loss.atMost, waiting: depth},
    deadline: now + loss.atLeast * 1000,
    suggest: queue.isDeadLetter ? (isGrowing ? suggestLook(queue) : suggestRedrive(queue)) : null,
  });
}

/** At the limit nobody is given a message any more. */
function inFlightFinding(
  about: About,
  {queue}: Judgement,
  {thresholds}: FindingContext,
): Finding | undefined {
  const {inFlight} = queue;
  if (inFlight === null || inFlight < thresholds.inFlightShare * mostInFlight) return undefined;
  return finding({
    ...about,
    kind: 'queues.in-flight',
    severity: 'critical',
    title: `${formatCount(inFlight)} of ${formatCount(mostInFlight)} in flight`,
    detail: `${formatShare(inFlight / mostInFlight)} of the messages that may be in flight are: at the limit nobody receives more. Are they deleted once they are done, and is the visibility timeout longer than it must be?`,
    evidence: {inFlight, limit: mostInFlight},
  });
}
