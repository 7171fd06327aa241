import {type Line, piece} from '../../source/text/line.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from './lines.ts';

/** What was done from here stays on the screen for so long after it ended. */
const shownForMs = 15 * 60_000;

/** What is being done to a resource from here, or was a moment ago: what it says, and what it shows line by line. */
export function runningLines(
  {actions, now, glyphs}: Scene,
  arn: string,
  ofActions: readonly string[],
  width: number,
): readonly Line[] {
  const running = actions.running.find(
    ({plan, endedAt}) =>
      plan.target.arn === arn &&
      ofActions.includes(plan.action) &&
      (endedAt === undefined || now - endedAt < shownForMs),
  );
  if (!running) return [];
  const {plan, says, shows, result} = running;
  const tone = result === undefined ? 'accent' : result === 'done' ? 'good' : 'warning';
  const title = ` ${plan.action.slice(plan.action.indexOf('.') + 1).toUpperCase()} ${result ?? 'running'}  `;
  const [first = '', ...rest] = wrapped(says, Math.max(10, width - title.length - 1), 3, glyphs);
  const more = shows.filter(text => text !== says);
  return [
    [piece(title, tone), piece(first)],
    ...rest.map(text => [piece(' '.repeat(title.length)), piece(text)]),
    ...more.flatMap(text =>
      wrapped(text, Math.max(10, width - 4), 2, glyphs).map((part): Line => [piece(`   ${part}`)]),
    ),
  ];
}
