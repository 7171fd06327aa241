import {formatDuration} from '../../../../text/duration.ts';
import {formatCount} from '../../../../text/number.ts';
import type {Firing, ParentChange, Way} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';

/** `pages topic pager-primary (2 confirmed subscriptions)` */
function firingText({does, topic, hangsOn, waitsMs}: Firing, {topics}: Pick<TestFacts, 'topics'>): string {
  const heard = topic === undefined ? undefined : topics.get(topic);
  const who = heard && (heard.ok ? subscriptionsText(heard.value.confirmed) : 'who hears of it is not known');
  const wait = waitsMs === 0 ? undefined : `after waiting ${formatDuration(waitsMs)} for its suppressor`;
  const notes = [who, hangsOn ?? wait].filter(note => note !== undefined);
  return notes.length === 0 ? does : `${does} (${notes.join('; ')})`;
}

export const subscriptionsText = (confirmed: number): string =>
  confirmed === 0
    ? 'no confirmed subscription'
    : `${formatCount(confirmed)} confirmed subscription${confirmed === 1 ? '' : 's'}`;

/** All that a way does, a line for each alarm. */
export function wayLines(way: Way, title: string, facts: TestFacts): readonly string[] {
  const own = way.firings.filter(({alarm}) => alarm === facts.alarm.name);
  const does = own.map(firing => firingText(firing, facts)).join('; ');
  return [
    `${title}: ${does === '' ? 'no action of its own' : does}.`,
    ...way.parents.map(parent => `  ${parentText(parent, way, facts)}`),
  ];
}

function parentText({alarm, to, heldBack}: ParentChange, {firings}: Way, facts: TestFacts): string {
  const goes = to === undefined ? 'may change with it' : `goes to ${to} with it`;
  if (heldBack !== undefined) return `Composite ${alarm.name} ${goes}, and does nothing: it ${heldBack}.`;
  const own = firings.filter(firing => firing.alarm === alarm.name);
  const does = own.map(firing => firingText(firing, facts)).join('; ');
  return `Composite ${alarm.name} ${goes}${does === '' ? ': it has no action for that' : `: ${does}`}.`;
}
