/** One measured number, and what it may be at most, or must be at least, where that is promised. */
export type Figure = {
  readonly what: string;
  /** Or why there is none: "not installed". */
  readonly value: number | string;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
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

export const isBroken = ({value, atMost, atLeast}: Figure) =>
  typeof value === 'number' &&
  ((atMost !== undefined && value > atMost) || (atLeast !== undefined && value < atLeast));

function promiseOf(figure: Figure): string {
  const {atMost, atLeast, unit} = figure;
  const [sign, bound] = atMost === undefined ? ['≥', atLeast] : ['≤', atMost];
  return bound === undefined ? '' : `${sign} ${bound} ${unit}${isBroken(figure) ? ', BROKEN' : ''}`;
}

const shown = (value: number) =>
  Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toPrecision(3);

/** What was measured, its value, what was promised, how it was taken. */
export const cellsOf = (figure: Figure): readonly [string, string, string, string] => [
  figure.what,
  typeof figure.value === 'string' ? figure.value : `${shown(figure.value)} ${figure.unit}`,
  promiseOf(figure),
  [...Object.entries(figure.with ?? {}).map(([name, value]) => `${shown(value)} ${name}`), figure.how ?? '']
    .filter(text => text !== '')
    .join(', '),
];

export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map(cellsOf);
  const widthOf = (column: 0 | 1 | 2) => Math.max(...rows.map(row => row[column].length));
  const [what, value, promised] = [widthOf(0), widthOf(1), widthOf(2)];
  return rows
    .map(row => [row[0].padEnd(what), row[1].padStart(value), row[2].padEnd(promised), row[3]])
    .map(row => row.join('   ').trimEnd())
    .join('\n');
}
