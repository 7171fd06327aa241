import {canMove} from '../lifecycle/transitions.ts';
import {smallObjectBytes} from '../limits.ts';
import type {Prices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {transitionUsd} from '../prices/requests.ts';
import {type Cell, sizeBounds} from '../scan/histogram.ts';
import {type AdvisedClass, overheadBeside, type Step} from './step.ts';

/** Objects of one class that one step moves. */
export type Move = {
  readonly from: string;
  readonly to: AdvisedClass;
  readonly objects: number;
  readonly bytes: number;
};

export type Bill = {readonly now: number; readonly after: number; readonly once: number};

export const isSmall = ({size}: Cell): boolean => (sizeBounds[size] ?? 0) < smallObjectBytes;

/**
 * What the first daily run of a rule with these steps moves: each object by the coldest step whose day it has
 * reached, once, where the waterfall lets it. `olderBy`: days since the count.
 */
export function movesOf(cells: readonly Cell[], steps: readonly Step[], olderBy: number): readonly Move[] {
  const moves = new Map<string, Move>();
  const coldestFirst = [...steps].sort((left, right) => right.days - left.days);
  for (const cell of cells) {
    if (isSmall(cell) || cell.objects === 0) continue;
    const {storageClass: from, objects, bytes} = cell;
    const step = coldestFirst.find(({to, days}) => cell.ageDays + olderBy >= days && canMove(from, to));
    if (!step) continue;
    const key = `${from} ${step.to}`;
    const before = moves.get(key);
    moves.set(key, {
      from,
      to: step.to,
      objects: objects + (before?.objects ?? 0),
      bytes: bytes + (before?.bytes ?? 0),
    });
  }
  return [...moves.values()];
}

/**
 * What moved objects cost a month where they are and where they go, and the moving once; undefined where a price is
 * not known. `standardBytes`: all that the bucket has in STANDARD, because its last bytes are the cheapest.
 */
export function billOf(moves: readonly Move[], standardBytes: number, prices: Prices): Bill | undefined {
  let leaving = 0;
  let arriving = 0;
  let now = 0;
  let later = 0;
  let once = 0;
  for (const {from, to, objects, bytes} of moves) {
    const overhead = overheadBeside(to);
    const beside = overheadBeside(from);
    const moving = transitionUsd(to, objects, prices);
    const after = monthlyUsd(to, bytes + objects * overhead.own, prices);
    // In which tier they are nobody can tell: they are taken to save nothing.
    const unknownTier = from === 'INTELLIGENT_TIERING';
    const before = unknownTier ? after : monthlyUsd(from, bytes + objects * beside.own, prices);
    if (moving === undefined || after === undefined || before === undefined) return undefined;
    once += moving;
    later += after;
    if (from !== 'STANDARD') now += before;
    leaving += from === 'STANDARD' ? bytes : objects * beside.standard;
    arriving += unknownTier ? 0 : objects * overhead.standard;
  }
  const base = Math.max(standardBytes, leaving);
  const standard = (bytes: number) => monthlyUsd('STANDARD', bytes, prices);
  const [whole, kept, left] = [standard(base), standard(base - leaving), standard(base - leaving + arriving)];
  if (whole === undefined || kept === undefined || left === undefined) return undefined;
  return {now: now + whole - kept, after: later + left - kept, once};
}
