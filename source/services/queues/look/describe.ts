import {formatCount, formatShare} from '../../../text/number.ts';
import {nameOfArn} from '../messages/queue-url.ts';
import type {Look} from '../model.ts';
import {hiddenSeconds, type Passed} from './pass.ts';

/** How a look went, in numbers only: fit for a journal. */
export function summarisePass({seen, givenBack, stillHidden, isCutShort, isEmptied}: Passed): string {
  if (seen === 0 && !isCutShort)
    return isEmptied ? 'No message could be received.' : 'No message was received.';
  const back = givenBack >= seen ? 'all given back' : `${formatCount(givenBack)} given back`;
  const hidden =
    stillHidden > 0
      ? ` ${formatCount(stillHidden)} could not be given back: they come back by themselves within ${hiddenSeconds} s.`
      : '';
  const cut = isCutShort
    ? ` A request was left without its answer: what it brings is hidden for ${hiddenSeconds} s at most.`
    : '';
  return `${formatCount(seen)} looked at, ${back}.${hidden}${cut}`;
}

/** What a look found, in numbers only. */
export function summariseLook({messages, whole, groups, otherShapes}: Look): string {
  const [top] = groups;
  if (!top) return 'There is nothing to group.';
  const shapes = groups.length + otherShapes;
  const found =
    shapes === 1
      ? `All ${formatCount(messages)} have one shape`
      : `${formatCount(shapes)} shapes of failure, the commonest has ${formatShare(top.count / messages)}`;
  return `${found}${whole ? ', and nothing else is there as far as can be told' : ''}.`;
}

/** The groups, a line each: for the screen only. */
export function describeLook({messages, groups, otherShapes}: Look): readonly string[] {
  if (groups.length === 0) return [];
  const shown = groups.reduce((sum, group) => sum + group.count, 0);
  return [
    `${formatCount(messages)} looked at:`,
    ...groups.map(
      ({count, shape, source, id}) =>
        `  ${formatCount(count).padStart(6)}  ${shape}${source === null ? '' : `  from ${nameOfArn(source)}`}  (group ${id})`,
    ),
    ...(otherShapes > 0
      ? [
          `  ${formatCount(messages - shown).padStart(6)}  ${formatCount(otherShapes)} other shape${otherShapes === 1 ? '' : 's'}`,
        ]
      : []),
  ];
}
