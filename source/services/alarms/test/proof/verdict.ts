import {formatCount} from '../../../../text/number.ts';
import type {Firing} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';
import {subscriptionsText} from '../planning/says.ts';
import type {Delivered} from './delivered.ts';
import type {Evidence, Witnessed} from './evidence.ts';

export type Deliveries = ReadonlyMap<string, Delivered>;

/** What is known of an action, without its name, and whether it did what it is there for. */
export type Verdict = {readonly says: string; readonly is: 'good' | 'bad' | 'waiting'};

/** How long an action may take to be in the history. */
const waitForActionsMs = 30_000;

export const longestWaitMs = (firings: readonly Firing[]): number =>
  waitForActionsMs + Math.max(0, ...firings.filter(sure).map(({waitsMs}) => waitsMs));

const sure = ({hangsOn}: Firing): boolean => hangsOn === undefined;

export function verdictOn(
  {firing, is, error}: Witnessed,
  {topics}: Pick<TestFacts, 'topics'>,
  deliveries: Deliveries = new Map(),
): Verdict {
  if (is === 'failed') return {is: 'bad', says: `failed, ${error}`};
  if (is === 'unseen') {
    return firing.hangsOn === undefined
      ? {is: 'bad', says: `not seen after ${longestWaitMs([firing]) / 1000} s`}
      : {is: 'waiting', says: `not seen: ${firing.hangsOn}`};
  }
  const heard = firing.topic === undefined ? undefined : topics.get(firing.topic);
  if (!heard) return {is: 'good', says: 'accepted'};
  if (!heard.ok) return {is: 'good', says: 'accepted, who hears of it is not known'};
  const {confirmed} = heard.value;
  const says = `accepted, ${subscriptionsText(confirmed)}`;
  if (confirmed === 0) return {is: 'bad', says: `${says}: it reaches nobody`};
  const counted = deliveries.get(firing.topic ?? '');
  if (!counted) return {is: 'good', says};
  const {delivered, failed} = counted;
  if (failed !== undefined && failed > 0 && !delivered) {
    return {is: 'bad', says: `${says}, of which SNS reached none: ${formatCount(failed)} failed`};
  }
  return {is: 'good', says: `${says}${deliveredText(counted)}`};
}

/** SNS counts what it delivers of everything that is published to a topic. */
function deliveredText({delivered, failed, isSettled}: Delivered): string {
  if (delivered === undefined && failed === undefined) {
    return isSettled ? ', SNS counts no delivery of it' : ', no delivery counted yet';
  }
  const parts = [
    ...(delivered === undefined ? [] : [`${formatCount(delivered)} delivered`]),
    ...(failed === undefined ? [] : [`${formatCount(failed)} failed`]),
  ];
  return `, in those minutes SNS counts ${parts.join(' and ')} on the topic`;
}

/** What went wrong, a sentence part each; empty when every action did what it is there for. */
export function failuresIn(evidence: Evidence, facts: TestFacts, deliveries: Deliveries): readonly string[] {
  return evidence.actions.flatMap(witnessed => {
    const {is, says} = verdictOn(witnessed, facts, deliveries);
    return is === 'bad' ? [`${nameOf(witnessed, facts)}: ${says}`] : [];
  });
}

/** `pages topic pager`; with whose action it is, when it is a composite's. */
export const nameOf = ({firing: {alarm, does}}: Witnessed, facts: TestFacts): string =>
  alarm === facts.alarm.name ? does : `${does} (of ${alarm})`;
