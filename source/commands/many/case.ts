/** How it went with one of many: what a report tells of it. */
export type Case = {
  readonly name: string;
  readonly is: 'passed' | 'failed' | 'unknown' | 'skipped';
  readonly says: string;
  /** What was seen, a line each. */
  readonly details: readonly string[];
  readonly tookMs: number | undefined;
};

export const skipped = (name: string, says: string): Case => ({
  name,
  is: 'skipped',
  says,
  details: [],
  tookMs: undefined,
});

/** What is told of one from when it begins until it is known how it ended. */
export const underWay = (name: string): Case => ({
  ...skipped(name, 'It was under way.'),
  is: 'unknown',
});

export const countOf = (cases: readonly Case[], is: Case['is']): number =>
  cases.filter(each => each.is === is).length;
