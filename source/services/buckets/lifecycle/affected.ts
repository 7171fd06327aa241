import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {dayMs, smallObjectBytes} from '../limits.ts';
import {type Cell, type Histogram, oldestDays, sizeBounds} from '../scan/histogram.ts';
import {type Scope, scopeOf} from './scope.ts';
import {canMove} from './transitions.ts';

/** How many objects, where only bounds can be told; the bytes are of the most. */
export type Range = {readonly least: number; readonly most: number; readonly mostBytes: number};

export type Affected = {
  /** Midnight, UTC: AWS rounds what is due up to the next. */
  readonly at: number;
  readonly deleted: Range;
  /** By the class that they move to. */
  readonly moved: ReadonlyMap<string, Range>;
  /** To which what came since the count is due as well, by the class, or as deletion: nobody knows how much that is. */
  readonly dueSince: ReadonlySet<string>;
};

const none: Range = {least: 0, most: 0, mostBytes: 0};
/** Beside the classes, which are written large. */
export const deletion = 'deleted';
type Fate = string | undefined;

/** What the next daily run does to the current objects under a rule; undefined where the count cannot tell. */
export function affectedBy(
  rule: AwsRule,
  histogram: Histogram,
  {minimumObjectSize, now}: {readonly minimumObjectSize: string | undefined; readonly now: number},
): Affected | undefined {
  const scope = scopeOf(rule);
  if (!histogram.whole || !scope.prefix.startsWith(histogram.prefix)) return undefined;
  const at = (Math.floor(now / dayMs) + 1) * dayMs;
  const olderByDays = (at - histogram.startedAt) / dayMs;
  // A count knows no tags, and of a longer prefix not which of its objects are there.
  const tellsApart = scope.tags.length === 0 && scope.prefix === histogram.prefix;
  const totals = new Map<Fate, Range>();
  for (const cell of histogram.cells) {
    const fits = tellsApart ? fitsSize(cell, scope) : perhaps(fitsSize(cell, scope));
    if (fits === 'no') continue;
    const fate = (ageDays: number): Fate => fateOf(rule, cell, ageDays, {at, minimumObjectSize});
    const young = fate(cell.ageDays + olderByDays);
    const old = fate(oldestOf(cell) + olderByDays);
    for (const each of new Set([young, old])) {
      add(totals, each, cell, {certain: fits === 'yes' && young === old});
    }
  }
  const deleted = totals.get(deletion) ?? none;
  const moved = [...totals].flatMap(([fate, range]): [string, Range][] =>
    fate === undefined || fate === deletion ? [] : [[fate, range]],
  );
  return {at, deleted, moved: new Map(moved), dueSince: dueSince(rule, at, olderByDays)};
}

/** What can come to objects that are as old as the count at most. */
function dueSince(
  {Expiration: expiration, Transitions: transitions = []}: AwsRule,
  at: number,
  olderByDays: number,
): ReadonlySet<string> {
  const due = new Set<string>();
  if (isDue(expiration, olderByDays, at)) due.add(deletion);
  for (const move of transitions) {
    if (move.StorageClass !== undefined && isDue(move, olderByDays, at)) due.add(move.StorageClass);
  }
  return due;
}

/** Of one age are all that are less than a day older, the oldest without an end. */
const oldestOf = ({ageDays}: Cell): number =>
  ageDays >= oldestDays ? Number.POSITIVE_INFINITY : ageDays + 1 - 1 / dayMs;

type Fits = 'yes' | 'no' | 'perhaps';

const perhaps = (fits: Fits): Fits => (fits === 'no' ? 'no' : 'perhaps');

function fitsSize({size}: Cell, {largerThan, smallerThan}: Scope): Fits {
  const least = sizeBounds[size] ?? Number.NaN;
  const most = (sizeBounds[size + 1] ?? Number.POSITIVE_INFINITY) - 1;
  if (largerThan !== undefined && most <= largerThan) return 'no';
  if (smallerThan !== undefined && least >= smallerThan) return 'no';
  const all =
    (largerThan === undefined || least > largerThan) && (smallerThan === undefined || most < smallerThan);
  return all ? 'yes' : 'perhaps';
}

type Due = {readonly Days?: number | undefined; readonly Date?: Date | undefined};

const isDue = (step: Due | undefined, ageDays: number, at: number): boolean =>
  step?.Days === undefined ? step?.Date !== undefined && step.Date.getTime() <= at : ageDays >= step.Days;

type Circumstances = {readonly at: number; readonly minimumObjectSize: string | undefined};

/** Deletion goes before a move, and the last move that is due before the others. */
function fateOf(rule: AwsRule, cell: Cell, ageDays: number, {at, minimumObjectSize}: Circumstances): Fate {
  const {Expiration: expiration, Transitions: transitions = []} = rule;
  if (isDue(expiration, ageDays, at)) return deletion;
  const due = transitions.filter(move => isDue(move, ageDays, at));
  const last = due.toSorted((a, b) => (a.Days ?? 0) - (b.Days ?? 0)).at(-1);
  const to = last?.StorageClass;
  if (to === undefined || !canMove(cell.storageClass, to)) return undefined;
  return isTooSmall(rule, cell, to, minimumObjectSize) ? undefined : to;
}

/** S3 user guide, "Example: allowing objects smaller than 128 KB to be transitioned". */
function isTooSmall(rule: AwsRule, {size}: Cell, to: string, minimumObjectSize: string | undefined): boolean {
  const {largerThan, smallerThan} = scopeOf(rule);
  if (largerThan !== undefined || smallerThan !== undefined) return false;
  if ((sizeBounds[size] ?? Number.NaN) >= smallObjectBytes) return false;
  const toFrozen = to === 'GLACIER' || to === 'DEEP_ARCHIVE';
  return !(minimumObjectSize === 'varies_by_storage_class' && toFrozen);
}

function add(
  totals: Map<Fate, Range>,
  fate: Fate,
  {objects, bytes}: Cell,
  {certain}: {readonly certain: boolean},
): void {
  const {least, most, mostBytes} = totals.get(fate) ?? none;
  totals.set(fate, {
    least: least + (certain ? objects : 0),
    most: most + objects,
    mostBytes: mostBytes + bytes,
  });
}
