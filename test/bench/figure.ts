/** One measured number, and what it may be at most where that is promised. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  /** How it was taken: "median of 10". */
  readonly how?: string;
  /** Numbers that belong to it. */
  readonly with?: Readonly<Record<string, number>>;
};

/** One measurement: a file that exports one. */
export type Measurement = {
  readonly id: string;
  readonly run: () => Promise<readonly Figure[]>;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('A median needs at least one value.');
  return (upper + lower) / 2;
}

/** The value below which 95 of 100 lie. */
export function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil(sorted.length * 0.95) - 1];
  if (value === undefined) throw new Error('A percentile needs at least one value.');
  return value;
}

export const isBroken = ({value, atMost}: Figure) => atMost !== undefined && value > atMost;

const shown = (value: number) =>
  Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toPrecision(3);

export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map(figure => [
    figure.what,
    `${shown(figure.value)} ${figure.unit}`,
    figure.atMost === undefined
      ? ''
      : `≤ ${figure.atMost} ${figure.unit}${isBroken(figure) ? '  BROKEN' : ''}`,
    [...Object.entries(figure.with ?? {}).map(([name, value]) => `${shown(value)} ${name}`), figure.how ?? '']
      .filter(text => text !== '')
      .join(', '),
  ]);
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows
    .map(row =>
      row.map((text, column) =>
        column === 1 ? text.padStart(widths[1] ?? 0) : text.padEnd(widths[column] ?? 0),
      ),
    )
    .map(row => row.join('   ').trimEnd())
    .join('\n');
}
