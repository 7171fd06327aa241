import {formatBytes} from '../../../text/bytes.ts';
import {formatShare} from '../../../text/number.ts';
import type {Advice} from '../model.ts';
import {listPrices, type Prices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {type Advised, leastSavingUsd} from './advised.ts';
import {archivedUsd, isArchived} from './small-archived.ts';
import {isPadded} from './small-objects.ts';
import {classRules} from './step.ts';
import {aMonth, countOf, gibibytes, sourceOf} from './wording.ts';

type Measured = Advised['classes'][number];

const unpriced = {savesUsdPerMonth: null, costsOnceUsd: null, breakEvenDays: null} as const;
const count = {id: 'buckets.scan', options: {}} as const;

/** From so much padding on, more than it holds, small objects are worth a word even where they cost little. */
const mostlyPadding = 0.5;
/** A smaller share of what archived objects cost is as it has to be. */
const leastShare = 0.05;

/** Before anybody counted all of it: what the daily metrics alone say of small objects. */
export function measuredOverheadAdvice(advised: Advised): readonly Advice[] {
  const {histogram, classes, prices = listPrices} = advised;
  if (histogram?.whole && histogram.prefix === '') return [];
  return classes.flatMap(each => paddingAdvice(each, prices) ?? archivedAdvice(each, prices) ?? []);
}

function paddingAdvice({storageClass, bytes, paddingBytes}: Measured, prices: Prices): Advice | undefined {
  if (!isPadded(storageClass) || paddingBytes <= 0) return undefined;
  const usd = monthlyUsd(storageClass, paddingBytes, prices);
  if (usd === undefined) return undefined;
  if (usd < leastSavingUsd && paddingBytes < mostlyPadding * bytes) return undefined;
  return {
    kind: 'small-objects',
    title: `count the small objects of ${storageClass}`,
    text: `${formatBytes(paddingBytes)} of ${storageClass} pads objects under 128 KiB, for ${aMonth(usd)}: count them to see what they would cost in STANDARD.`,
    arithmetic: [
      `Of ${formatBytes(bytes)} that are billed, ${formatBytes(paddingBytes)} is in no object: each is billed as 128 KiB at least.`,
      `${gibibytes(paddingBytes)} at $${prices[storageClass]}: ${aMonth(usd)}.`,
      'How many they are, and what they hold, no metric tells.',
      sourceOf(prices),
    ],
    ...unpriced,
    action: count,
  };
}

/** Beside each is as much, so the metrics tell how many there are. */
function archivedAdvice({storageClass, bytes, overheadBytes}: Measured, prices: Prices): Advice | undefined {
  if (!isArchived(storageClass) || overheadBytes <= 0) return undefined;
  const {own, standard} = classRules[storageClass].overhead;
  const objects = Math.round(overheadBytes / (own + standard));
  const held = bytes - overheadBytes;
  const usd = archivedUsd(storageClass, objects, held, prices);
  if (usd === undefined) return undefined;
  const beside = usd.own + usd.standard;
  if (beside < leastSavingUsd || beside < leastShare * (beside + usd.held)) return undefined;
  return {
    kind: 'small-objects',
    title: `count the small objects of ${storageClass}`,
    text: `The 40 KiB that AWS keeps beside each of ${countOf(objects)} in ${storageClass} cost ${aMonth(beside)}, ${formatShare(beside / (beside + usd.held))} of what they cost: count them to see how many are small.`,
    arithmetic: [
      `By the daily metrics ${formatBytes(overheadBytes)} is kept beside them: ${countOf(objects)} × 40 KiB.`,
      `${own / 1024} KiB of each at $${prices[storageClass]}: ${aMonth(usd.own)}; ${standard / 1024} KiB of each at $${prices.STANDARD} of STANDARD: ${aMonth(usd.standard)}.`,
      `They hold ${formatBytes(held)}, ${formatBytes(held / objects)} each on average: ${aMonth(usd.held)}.`,
      'Of how many small ones it is the greater part, no metric tells.',
      sourceOf(prices),
    ],
    ...unpriced,
    action: count,
  };
}
