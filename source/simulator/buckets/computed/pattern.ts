/** How the keys of many objects go: ever later in key order with their number, nothing of them stored. */
export type Pattern = {
  /** How many there are at a time. */
  readonly count: (at: number) => number;
  readonly key: (index: number) => string;
  /** Only where the keys are in the order in which they were written. */
  readonly dates: Dates | undefined;
};

type Dates = {
  readonly writtenAt: (index: number) => number;
  /** How many were written until then, that moment among it. */
  readonly until: (at: number) => number;
};
