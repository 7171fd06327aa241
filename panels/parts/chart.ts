import {chartLines} from '../../source/text/chart.ts';
import {formatDuration} from '../../source/text/duration.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {said} from './said.ts';

/** A title and a few lines of plot: fewer say nothing. */
export const leastChart = 5;
export const mostChart = 14;

export type ChartSeries = {
  readonly title: string;
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
  readonly limit?: number | undefined;
};

export type ChartRoom = {readonly width: number; readonly height: number; readonly glyphs: Glyphs};

export const isMeasured = (values: readonly (number | null)[]): boolean =>
  values.some(value => value !== null);

/** How long a series is, in words. */
export const spanOf = (values: readonly unknown[], periodSeconds: number): string =>
  formatDuration(values.length * periodSeconds * 1000);

/** A series under its title; nothing where there is too little room for it. */
export function chartOf(
  series: ChartSeries | undefined,
  {width, height, glyphs}: ChartRoom,
  none = 'no history yet',
): readonly Line[] {
  if (height < leastChart) return [];
  if (!series) return [[piece(` ${none}`, 'quiet')]];
  const {title, values, format, limit} = series;
  const plot = chartLines(values, {width: width - 2, height: height - 1, format, glyphs, limit});
  return [[piece(` ${said(title, glyphs)}`, 'strong')], ...plot.map(text => [piece(` ${text}`)])];
}
