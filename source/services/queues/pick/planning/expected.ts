import {formatShare} from '../../../../text/number.ts';
import type {PickFacts} from '../facts.ts';
import type {Wanted} from '../options.ts';

/** How many are expected to be meant, and what says so; undefined when nobody can tell. */
export function expectedOf(
  {look, attributes}: Pick<PickFacts, 'look' | 'attributes'>,
  wanted: Wanted,
): {readonly expected: number | undefined; readonly why: string} {
  if ('pattern' in wanted) return {expected: undefined, why: 'how many match is known when it has looked'};
  const group = look?.groups.find(({id}) => id === wanted.group);
  if (!look || !group)
    return {expected: undefined, why: 'nobody has looked lately, so how many is not known'};
  if (look.whole) return {expected: group.count, why: 'so many were in the last look'};
  const share = group.count / look.messages;
  const {visible} = attributes;
  const seen = `${formatShare(share)} of the last look`;
  if (visible === undefined)
    return {expected: undefined, why: `${seen}, and how many there are is not known`};
  return {expected: Math.max(group.count, Math.round(share * visible)), why: seen};
}
