import type {AlarmState} from '../../model.ts';
import type {Way} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';
import {isScaling} from '../reason.ts';
import {isGrave, parentsResolved, resolvesPage} from './risk.ts';

export function warningsOf(facts: TestFacts, to: AlarmState, ways: readonly Way[]): readonly string[] {
  const firings = ways.flatMap(way => way.firings);
  const warnings: string[] = [];
  const isOver = 'whoever was paged reads that it is over, and is paged anew when it goes back';
  if (resolvesPage(facts, to)) warnings.push(`${facts.alarm.name} fires: ${isOver}.`);
  for (const {alarm, to: goesTo} of parentsResolved(ways)) {
    const goes = goesTo === undefined ? 'may change' : `goes to ${goesTo}`;
    warnings.push(`Composite ${alarm.name} fires, and ${goes} with it: ${isOver}.`);
  }
  const grave = firings
    .filter(isGrave)
    .map(({does, alarm}) => (alarm === facts.alarm.name ? `it ${does}` : `${alarm} ${does}`));
  if (grave.length > 0) warnings.push(`This is carried out for real: ${[...new Set(grave)].join('; ')}.`);
  if (firings.some(({risk}) => risk === 'pages')) {
    warnings.push(
      'People are paged for real: tell them first. The reason that they read says that it is a test.',
    );
  }
  warnings.push(...topicWarnings(facts, ways));
  for (const {alarm} of unsureParents(ways)) {
    warnings.push(
      `Whether composite ${alarm} changes with it is not known: its rule, or a state in it, is not.`,
    );
  }
  if (firings.some(({arn}) => isScaling(arn))) {
    warnings.push(
      'Auto Scaling repeats its action as long as the state lasts, and gets the data of the last evaluation.',
    );
  }
  if (!facts.muteRules.ok) {
    warnings.push(`Whether it is muted is not known. ${facts.muteRules.problem.sentence}`);
  }
  return warnings;
}

function topicWarnings({topics}: TestFacts, ways: readonly Way[]): readonly string[] {
  const paged = ways.flatMap(({firings}) => firings.map(({topic}) => topic));
  return [...new Set(paged)].flatMap(arn => {
    const heard = arn === undefined ? undefined : topics.get(arn);
    const name = arn?.slice(arn.lastIndexOf(':') + 1);
    if (!heard) return [];
    if (!heard.ok) return [`Who hears of topic ${name} is not known. ${heard.problem.sentence}`];
    return heard.value.confirmed === 0
      ? [`Topic ${name} has no confirmed subscription: it reaches nobody.`]
      : [];
  });
}

const unsureParents = (ways: readonly Way[]): readonly {readonly alarm: string}[] => [
  ...new Map(
    ways
      .flatMap(({parents}) => parents)
      .filter(({to}) => to === undefined)
      .map(({alarm: {name}}) => [name, {alarm: name}]),
  ).values(),
];
