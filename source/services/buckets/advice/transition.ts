import {formatBytes} from '../../../text/bytes.ts';
import {formatUsd} from '../../../text/number.ts';
import {movesText} from '../lifecycle/transitions.ts';
import {smallObjectBytes} from '../limits.ts';
import type {Advice} from '../model.ts';
import {bytesOfGb, listPrices, type Prices} from '../prices/list.ts';
import {retrievalUsd} from '../prices/requests.ts';
import type {Histogram} from '../scan/histogram.ts';
import {type Advised, leastSavingUsd, longestBreakEvenDays} from './advised.ts';
import {breakEvenDays} from './break-even.ts';
import {type Bill, billOf, isSmall, type Move, movesOf} from './moves.ts';
import {enabledOf, expiryDays, freeId, touches} from './rules.ts';
import {daysSince, limitsOf, standardBytes} from './scope.ts';
import {type AdvisedClass, classRules, type Step} from './step.ts';
import {aMonth, countOf, inDays, scopeText, sourceOf} from './wording.ts';

/** Rules after which everything can still be read at once. */
const instant: readonly (readonly Step[])[] = [
  [{to: 'STANDARD_IA', days: 30}],
  [{to: 'GLACIER_IR', days: 90}],
];
/** Rules after which some of it must be restored before it can be read. */
const archived: readonly (readonly Step[])[] = [
  [{to: 'GLACIER', days: 90}],
  [{to: 'DEEP_ARCHIVE', days: 180}],
  [
    {to: 'GLACIER_IR', days: 90},
    {to: 'DEEP_ARCHIVE', days: 180},
  ],
];
/** An archive is slow to read: it is advised only where it saves so much more. */
const worthWaiting = 1.1;

type Offer = {
  readonly steps: readonly Step[];
  readonly moves: readonly Move[];
  readonly bill: Bill;
  readonly saves: number;
  readonly breakEven: number | null;
};

/** The lifecycle rule that saves most in a year: one that keeps everything readable at once, and one that archives. */
export function transitionAdvice(advised: Advised): readonly Advice[] {
  const {histogram, lifecycle} = advised;
  if (!histogram || !lifecycle) return [];
  const enabled = enabledOf(lifecycle.rules).filter(rule => touches(rule, histogram.prefix));
  if (enabled.some(({Transitions}) => (Transitions?.length ?? 0) > 0)) return [];
  const expiry = expiryDays(lifecycle.rules, histogram.prefix);
  const best = (candidates: readonly (readonly Step[])[]) =>
    candidates
      .flatMap(steps => offerOf(steps, advised, histogram))
      .filter(offer => staysLongEnough(offer, expiry))
      .sort((left, right) => ofYear(right) - ofYear(left))[0];
  const quick = best(instant);
  const cold = best(archived);
  const offers = [quick, cold && cold.saves >= (quick?.saves ?? 0) * worthWaiting ? cold : undefined];
  return offers.flatMap(offer => (offer ? [adviceOf(offer, advised, histogram, expiry)] : []));
}

const ofYear = ({saves, bill}: Offer): number => 12 * saves - bill.once;

function offerOf(steps: readonly Step[], advised: Advised, histogram: Histogram): readonly Offer[] {
  const {now, prices = listPrices} = advised;
  const moves = movesOf(histogram.cells, steps, daysSince(histogram, now));
  const bill = billOf(moves, standardBytes(advised, histogram), prices);
  if (!bill) return [];
  const saves = bill.now - bill.after;
  const breakEven = breakEvenDays(bill.once, saves);
  if (saves < leastSavingUsd || (breakEven ?? 0) > longestBreakEvenDays) return [];
  return [{steps, moves, bill, saves, breakEven}];
}

/** What is deleted soon after it was moved is billed for the least days of its class anyway. */
const staysLongEnough = ({steps, breakEven}: Offer, expiry: number): boolean =>
  steps.every(({to, days}) => days + Math.max(classRules[to].leastDays, breakEven ?? 0) <= expiry);

function adviceOf(offer: Offer, advised: Advised, histogram: Histogram, expiry: number): Advice {
  const {steps, moves, bill, saves, breakEven} = offer;
  const {lifecycle, now, prices = listPrices} = advised;
  const objects = moves.reduce((sum, move) => sum + move.objects, 0);
  const bytes = moves.reduce((sum, move) => sum + move.bytes, 0);
  const where = steps.map(({to, days}) => `to ${to} after ${days} days`).join(' and ');
  const slow = slowest(moves);
  const moved = [
    `it moves ${countOf(objects)}`,
    formatBytes(bytes),
    ...(bill.once > 0 ? [`for ${formatUsd(bill.once)} once`] : []),
    ...(breakEven === null ? [] : [`back after ${inDays(breakEven)}`]),
  ].join(', ');
  const restored = slow === undefined ? '' : `; reading then needs a restore of up to ${slow} hours`;
  const coldest = steps.map(({to}) => to.toLowerCase().replaceAll('_', '-')).at(-1);
  return {
    kind: 'transition',
    title: `${steps.map(({to, days}) => `${to}@${days}`).join(', ')} for ${scopeText(histogram.prefix)}`,
    text: `A rule that moves objects ${where} saves ${aMonth(saves)}: ${moved}${restored}.`,
    arithmetic: [
      ...moves.map(
        move => `${countOf(move.objects)}, ${formatBytes(move.bytes)}, from ${move.from} to ${move.to}.`,
      ),
      `They cost ${aMonth(bill.now)} now and ${aMonth(bill.after)} then${overheadOf(moves)}.`,
      `Moving them costs ${formatUsd(bill.once)} once, in requests.`,
      ...smallOnes(histogram),
      ...steps.flatMap(({to}) => readingOf(to, moves, standardBytes(advised, histogram), prices)),
      ...steps.map(({to}) => `${to} is billed for at least ${classRules[to].leastDays} days.`),
      ...unknownTiers(moves),
      ...(Number.isFinite(expiry) ? [`Another rule deletes objects after ${inDays(expiry)}.`] : []),
      ...limitsOf(histogram, daysSince(histogram, now)),
      sourceOf(prices),
    ],
    savesUsdPerMonth: saves,
    costsOnceUsd: bill.once,
    breakEvenDays: breakEven,
    action: {
      id: 'buckets.lifecycle',
      options: {
        id: freeId(`to-${coldest}`, lifecycle?.rules ?? []),
        ...(histogram.prefix === '' ? {} : {prefix: histogram.prefix}),
        // Without this, a bucket of that setting would archive its small objects too.
        ...(lifecycle?.minimumObjectSize === 'varies_by_storage_class'
          ? {'larger-than': String(smallObjectBytes - 1)}
          : {}),
        to: movesText(steps),
      },
    },
  };
}

function slowest(moves: readonly Move[]): number | undefined {
  const hours = moves.flatMap(({to}) => classRules[to].restoreHours ?? []);
  return hours.length === 0 ? undefined : Math.max(...hours);
}

const overheadOf = (moves: readonly Move[]): string =>
  slowest(moves) === undefined ? '' : ', with 32 KiB beside each archived object and 8 KiB in STANDARD';

function smallOnes({cells}: Histogram): readonly string[] {
  const small = cells
    .filter(cell => isSmall(cell) && cell.storageClass === 'STANDARD')
    .reduce((sum, {objects}) => sum + objects, 0);
  return small === 0
    ? []
    : [`${countOf(small)} below 128 KiB ${small === 1 ? 'stays' : 'stay'} in STANDARD.`];
}

/** Of each class by itself, what it saves and what reading costs there: who reads it is not known. */
function readingOf(
  to: AdvisedClass,
  moves: readonly Move[],
  standard: number,
  prices: Prices,
): readonly string[] {
  const into = moves.filter(move => move.to === to);
  const bytes = into.reduce((sum, each) => sum + each.bytes, 0);
  const objects = into.reduce((sum, each) => sum + each.objects, 0);
  const perGb = retrievalUsd(to, 'Standard', bytesOfGb, 0, prices);
  const all = retrievalUsd(to, 'Standard', bytes, objects, prices);
  const bill = billOf(into, standard, prices);
  if (perGb === undefined || all === undefined || bill === undefined || all <= 0) return [];
  const saves = bill.now - bill.after;
  const share = Math.floor((100 * saves) / all);
  const most =
    saves >= all
      ? 'less than that even if all is read once a month'
      : `as much as that if ${share < 1 ? 'under 1' : share}% is read once a month`;
  return [
    `What moves to ${to}, ${formatBytes(bytes)}, saves ${aMonth(saves)}. Reading all of it once costs ${formatUsd(all)} ($${perGb} a GiB): ${most}. Who reads it is not known.`,
  ];
}

function unknownTiers(moves: readonly Move[]): readonly string[] {
  return moves.some(({from}) => from === 'INTELLIGENT_TIERING')
    ? ['In which tier objects of INTELLIGENT_TIERING are is not known: no saving is counted for them.']
    : [];
}
