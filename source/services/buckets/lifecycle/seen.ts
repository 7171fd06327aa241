import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {type LifecycleFacts, meaningOfRaw} from './facts.ts';
import type {Configuration} from './read-configuration.ts';
import {membersInOrder} from './same-rule.ts';
import {usualSize} from './usual-size.ts';

type State = {
  readonly meaning: readonly string[] | undefined;
  readonly minimumObjectSize: string | undefined;
};

export const isSame = (one: State, other: State): boolean =>
  JSON.stringify(one.meaning ?? null) === JSON.stringify(other.meaning ?? null) &&
  one.minimumObjectSize === other.minimumObjectSize;

export type Seen =
  | {readonly is: 'wanted' | 'before'}
  /** Which rules are not as they were left. */
  | {readonly is: 'foreign'; readonly says: string};

/** What was read after a change: as wanted, still as before, or as somebody else made it. */
export function compare(
  facts: Pick<LifecycleFacts, 'configuration' | 'merged' | 'meaning' | 'wanted'>,
  read: Configuration,
): Seen {
  const meaning = inAnyOrder(meaningOfRaw(read));
  const {configuration, merged} = facts;
  const {minimumObjectSize: before} = configuration;
  // Where there was no configuration, AWS gives the new one its own default; where there is none now, it has none.
  const hasNone = configuration.raw === undefined || read.raw === undefined;
  // Where none was told before, none could be sent along, and AWS takes its default.
  const isDefault = before === undefined && read.minimumObjectSize === usualSize;
  const isSizeKept = hasNone || isDefault || read.minimumObjectSize === before;
  if (isSizeKept && meaning === inAnyOrder(facts.wanted)) return {is: 'wanted'};
  if (isSizeKept && meaning === inAnyOrder(facts.meaning)) return {is: 'before'};
  const differing = differingIds('rules' in merged ? merged.rules : [], read.rules);
  const says = [
    ...(differing.length === 0
      ? []
      : [
          `${differing.length === 1 ? 'rule' : 'rules'} ${idsText(differing)} ${differing.length === 1 ? 'is' : 'are'} not as written`,
        ]),
    ...(isSizeKept ? [] : [`TransitionDefaultMinimumObjectSize is ${read.minimumObjectSize ?? 'not told'}`]),
  ];
  return {is: 'foreign', says: says.length === 0 ? 'it is not as written' : says.join(', ')};
}

/** AWS may give the rules back in another order. */
const inAnyOrder = (meaning: readonly string[] | undefined): string =>
  JSON.stringify(meaning?.toSorted() ?? null);

function differingIds(wanted: readonly AwsRule[], found: readonly AwsRule[]): readonly string[] {
  const [left, right] = [byId(wanted), byId(found)];
  return [...new Set([...left.keys(), ...right.keys()])].filter(id => left.get(id) !== right.get(id));
}

const byId = (rules: readonly AwsRule[]): ReadonlyMap<string, string> =>
  new Map(rules.map(rule => [rule.ID ?? '(no id)', JSON.stringify(membersInOrder(rule))]));

const mostNamed = 5;

const idsText = (ids: readonly string[]): string =>
  ids.length <= mostNamed
    ? ids.join(', ')
    : `${ids.slice(0, mostNamed).join(', ')} and ${ids.length - mostNamed} more`;
