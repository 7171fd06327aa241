import {plot} from 'asciichart';
import {sparkline} from './bars.ts';
import {cell, displayWidth} from './cell.ts';
import type {Glyphs} from './marks.ts';
import {type Gap, largest, resample} from './resample.ts';

export type ChartOptions = {
  readonly width: number;
  readonly height: number;
  /** How a value reads at the axis. */
  readonly format: (value: number) => string;
  readonly glyphs: Glyphs;
  /** A value to draw a line at, once the series has come half of the way to it. */
  readonly limit?: number | undefined;
};

type Symbols = [string, string, string, string, string, string, string, string, string, string];
const roundSymbols: Symbols = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const asciiSymbols: Symbols = ['+', '|', '-', '-', '-', "'", '.', '.', "'", '|'];

/** Fewer cells than this are no plot: the axis is left out. */
const leastPlot = 8;
/** The cells that asciichart puts before its line: room for a label, and the axis. */
const axisCells = 3;

/** A series as a line chart of exactly `height` lines, each exactly `width` wide. Gaps stay gaps. */
export function chartLines(values: readonly (number | Gap)[], options: ChartOptions): string[] {
  const {width, height, format, glyphs, limit} = options;
  if (width <= 0 || height <= 0) return [];
  if (height === 1) return [sparkline(values, width, {glyphs})];
  const scale = scaleOf(values, height, limit);
  if (!scale) return Array.from({length: height}, () => ' '.repeat(width));

  const labels = axisLabels(scale, height, format);
  const labelWidth = Math.max(...labels.map(displayWidth));
  const axis = width - labelWidth - 2 >= leastPlot;
  const plotWidth = axis ? width - labelWidth - 2 : width;
  const rows = resample(values, plotWidth).map(value =>
    value === undefined ? undefined : scale.rowOf(value),
  );
  const grid = drawRuns(rows, height, glyphs);
  if (limit !== undefined && limit <= scale.max && limit >= scale.min) {
    drawLimit(grid, height - 1 - scale.rowOf(limit), glyphs);
  }
  return grid.map((line, index) => {
    const label = cell(labels[index] ?? '', labelWidth, 'right', glyphs);
    return cell(axis ? `${label} ${glyphs.ascii ? '|' : '┤'}${line.join('')}` : line.join(''), width);
  });
}

type Scale = {readonly min: number; readonly max: number; readonly rowOf: (value: number) => number};

function scaleOf(
  values: readonly (number | Gap)[],
  height: number,
  limit: number | undefined,
): Scale | undefined {
  const top = largest(values);
  if (top === undefined) return undefined;
  const bottom = -(largest(values.map(value => (typeof value === 'number' ? -value : value))) ?? -top) + 0;
  const max = limit !== undefined && top >= limit / 2 ? Math.max(top, limit) : top;
  // A flat line has no range of its own: it is drawn against zero.
  const min = max > bottom ? bottom : Math.min(0, bottom);
  // Halves: the distance between two finite numbers can be infinite, half of it cannot.
  const half = max / 2 - min / 2;
  return {
    min,
    max,
    rowOf: value => (half > 0 ? Math.round(((value / 2 - min / 2) / half) * (height - 1)) : 0),
  };
}

/** The value at every row, from the top; a label that only repeats the one below it is left out. */
function axisLabels(scale: Scale, height: number, format: (value: number) => string): string[] {
  const labels = Array.from({length: height}, (_, index) => {
    const down = index / (height - 1);
    return format(scale.max * (1 - down) + scale.min * down);
  });
  return labels.map((label, index) => (label === labels[index + 1] ? '' : label));
}

/** Each stretch without a gap is drawn by itself, on rows that are whole numbers already. */
function drawRuns(rows: readonly (number | undefined)[], height: number, glyphs: Glyphs): string[][] {
  const grid = Array.from({length: height}, () => new Array<string>(rows.length).fill(' '));
  let start = 0;
  while (start < rows.length) {
    const run = runFrom(rows, start);
    if (run.length > 0) {
      drawRun(run, height, glyphs).forEach((line, row) => {
        [...line].forEach((character, column) => {
          const cells = grid[row];
          if (cells) cells[start + column] = character;
        });
      });
    }
    start += run.length + 1;
  }
  return grid;
}

function runFrom(rows: readonly (number | undefined)[], start: number): number[] {
  const run: number[] = [];
  for (const row of rows.slice(start)) {
    if (row === undefined) break;
    run.push(row);
  }
  return run;
}

/** asciichart draws steps between values; the first value twice gives it a cell of its own. */
function drawRun(run: readonly number[], height: number, glyphs: Glyphs): string[] {
  const drawn = plot([...run.slice(0, 1), ...run], {
    min: 0,
    max: height - 1,
    height: height - 1,
    // One cell, which the axis then covers; an empty label would shorten the line.
    format: () => ' ',
    symbols: glyphs.ascii ? asciiSymbols : roundSymbols,
  });
  return drawn.split('\n').map(line => line.slice(axisCells, axisCells + run.length));
}

function drawLimit(grid: string[][], row: number, glyphs: Glyphs): void {
  const line = grid[row];
  line?.forEach((character, column) => {
    if (character === ' ') line[column] = glyphs.ascii ? '.' : '┄';
  });
}
