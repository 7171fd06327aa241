import type {Plan} from '../../../actions/plan.ts';
import {cell} from '../../../text/cell.ts';
import {type Line, piece} from '../../../text/line.ts';
import {ribbon, type Segment} from '../../../text/ribbon.ts';
import {fractionOf, type HashRange, wholeKeySpace, widthOf} from '../hash-range.ts';
import type {OpenShard} from './facts/facts.ts';

/** A stretch of the key space as it is, or as it will be. */
export type Stretch = {readonly range: HashRange; readonly load: number | undefined};

type Picture = NonNullable<Plan['picture']>;

const hotLoad = 0.8;
const titleWidth = 6;
export const stretchesOf = (open: readonly OpenShard[]): readonly Stretch[] =>
  open.map(({range, load}) => ({range, load: load?.accepted}));

/** The ribbon now and then, one under the other, with a word beside each. */
export function beforeAndAfter(
  now: readonly Stretch[],
  then: readonly Stretch[],
  [saysNow, saysThen]: readonly [string, string],
  around: HashRange = wholeKeySpace,
): Picture {
  return (width, glyphs) => {
    const longest = Math.max(saysNow.length, saysThen.length);
    const caption = Math.min(longest, Math.floor((width - titleWidth) / 2));
    const line = (title: string, stretches: readonly Stretch[], says: string): Line => [
      piece(`${title.padStart(4)}  `, 'quiet'),
      ...ribbon(segmentsOf(stretches, around), width - titleWidth - caption - 2, glyphs),
      piece(`  ${cell(says, caption, 'left', glyphs)}`),
    ];
    return [line('now', now, saysNow), line('then', then, saysThen)];
  };
}

function segmentsOf(stretches: readonly Stretch[], around: HashRange): readonly Segment[] {
  const from = fractionOf(around.start);
  const width = widthOf(around);
  const place = (key: bigint) => Math.min(1, Math.max(0, (fractionOf(key) - from) / width));
  return stretches
    .filter(({range}) => range.end >= around.start && range.start <= around.end)
    .map(({range, load}) => ({
      start: place(range.start),
      end: place(range.end + 1n),
      load,
      hot: load !== undefined && load >= hotLoad,
    }));
}

/** A shard with two of its widths on each side, as far as the key space goes. */
export function neighbourhood({start, end}: HashRange): HashRange {
  const width = end - start + 1n;
  const low = start - 2n * width;
  const high = end + 2n * width;
  return {
    start: low < 0n ? 0n : low,
    end: high > wholeKeySpace.end ? wholeKeySpace.end : high,
  };
}
