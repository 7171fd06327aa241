import type {Kept} from './choose.ts';

/** What a pick did, in numbers. */
export type Tally = {
  /** Different messages that were received. */
  readonly looked: number;
  /** AWS, or the disk, has the copy. */
  readonly copied: number;
  /** Copied by an earlier pick, and deleted by this one. */
  readonly finished: number;
  /** Copied by an earlier pick, and not in the queue any more. */
  readonly gone: number;
  /** Given back, and why they were not picked. */
  readonly kept: Readonly<Record<Kept | 'refused', number>>;
  /** Nobody knows whether there is a copy: given back all the same. */
  readonly unknown: number;
  /** Copied, and not deleted. */
  readonly undeleted: number;
  /** Could not be given back: they come back by themselves. */
  readonly stillHidden: number;
};

export const emptyTally: Tally = {
  looked: 0,
  copied: 0,
  finished: 0,
  gone: 0,
  kept: {other: 0, behind: 0, nowhere: 0, 'too-large': 0, enough: 0, refused: 0},
  unknown: 0,
  undeleted: 0,
  stillHidden: 0,
};

export const keptOf = (tally: Tally, why: keyof Tally['kept'], more: number): Tally => ({
  ...tally,
  kept: {...tally.kept, [why]: tally.kept[why] + more},
});
