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

export const countOf = (cases: readonly Case[], is: Case['is']): number =>
  cases.filter(each => each.is === is).length;
