import type {Glyphs} from '../text/marks.ts';

export const formats = ['json', 'table', 'screen', 'prometheus', 'nagios', 'markdown'] as const;
export type Format = (typeof formats)[number];

export type ReportOptions = {
  /** Cells a line may take; of the formats for eyes. */
  readonly width: number;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  /** One JSON document a line. */
  readonly oneLine?: boolean | undefined;
};
