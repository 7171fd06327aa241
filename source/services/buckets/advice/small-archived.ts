import {formatBytes} from '../../../text/bytes.ts';
import {formatShare, formatUsd} from '../../../text/number.ts';
import type {Advice} from '../model.ts';
import {listPrices, type Prices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {retrievalUsd, transitionUsd} from '../prices/requests.ts';
import {type Advised, leastToldUsd, longestBreakEvenDays} from './advised.ts';
import {breakEvenDays} from './break-even.ts';
import {isSmall} from './moves.ts';
import {daysSince, limitsOf} from './scope.ts';
import {classRules} from './step.ts';
import {aMonth, countOf, inDays, littleText, sourceOf} from './wording.ts';

const archives = ['GLACIER', 'DEEP_ARCHIVE'] as const;
type Archive = (typeof archives)[number];

export const isArchived = (storageClass: string): storageClass is Archive =>
  archives.some(each => each === storageClass);

/** How many of them are put together into one. */
const together = 1000;

type ArchivedUsd = {readonly held: number; readonly own: number; readonly standard: number};

/** What archived objects cost a month: what they hold, and what is kept beside each. */
export function archivedUsd(
  storageClass: Archive,
  objects: number,
  bytes: number,
  prices: Prices,
): ArchivedUsd | undefined {
  const {overhead} = classRules[storageClass];
  const held = monthlyUsd(storageClass, bytes, prices);
  const own = monthlyUsd(storageClass, objects * overhead.own, prices);
  const standard = monthlyUsd('STANDARD', objects * overhead.standard, prices);
  if (held === undefined || own === undefined || standard === undefined) return undefined;
  return {held, own, standard};
}

/** Beside each archived object are 32 KiB of its class and 8 KiB of STANDARD: of small ones that is most of the price. */
export function smallArchivedAdvice(advised: Advised): readonly Advice[] {
  return archives.flatMap(storageClass => adviceOn(storageClass, advised) ?? []);
}

function adviceOn(storageClass: Archive, advised: Advised): Advice | undefined {
  const {histogram, now, prices = listPrices} = advised;
  if (!histogram) return undefined;
  const small = histogram.cells.filter(cell => cell.storageClass === storageClass && isSmall(cell));
  const objects = small.reduce((sum, cell) => sum + cell.objects, 0);
  const bytes = small.reduce((sum, cell) => sum + cell.bytes, 0);
  const usd = archivedUsd(storageClass, objects, bytes, prices);
  const fair = monthlyUsd('STANDARD', bytes, prices);
  const once = togetherUsd(storageClass, objects, bytes, prices);
  if (usd === undefined || fair === undefined || once === undefined) return undefined;
  const beside = usd.own + usd.standard;
  const saves = beside * (1 - Math.ceil(objects / together) / objects);
  if (!(saves >= leastToldUsd)) return undefined;
  const breakEven = breakEvenDays(once, saves);
  const isWorthIt = (breakEven ?? 0) <= longestBreakEvenDays;
  const all = beside + usd.held;
  const {overhead, leastDays} = classRules[storageClass];
  return {
    kind: 'small-objects',
    title: isWorthIt ? `small objects of ${storageClass} together` : `leave small objects in ${storageClass}`,
    text: `${countOf(objects)} below 128 KiB in ${storageClass} cost ${aMonth(all)}, ${formatShare(beside / all)} of it for the 40 KiB that AWS keeps beside each: ${
      isWorthIt
        ? `put a thousand together into one object for ${formatUsd(once)} once, back after ${inDays(breakEven ?? 0)}.${littleText(saves)}`
        : `leave them, getting them back costs ${formatUsd(once)}; put small objects together before they are archived.`
    }`,
    arithmetic: [
      `${countOf(objects)} × ${overhead.own / 1024} KiB at $${prices[storageClass]} are ${aMonth(usd.own)}; × ${overhead.standard / 1024} KiB at $${prices.STANDARD} of STANDARD ${aMonth(usd.standard)}.`,
      `They hold ${formatBytes(bytes)}: ${aMonth(usd.held)}; in STANDARD they would cost ${aMonth(fair)}.`,
      `A thousand in one have it once: that saves ${aMonth(saves)}.`,
      `Once, ${formatUsd(once)}: a bulk restore with copies for a day, reading each, writing ${countOf(Math.ceil(objects / together))} and moving them back.`,
      ...(isWorthIt
        ? []
        : [`It would be back after ${inDays(breakEven ?? 0)}, which is too long to be advised.`]),
      `${storageClass} is billed for at least ${leastDays} days. A rule with a least size (larger-than) moves no small ones.`,
      ...limitsOf(histogram, daysSince(histogram, now)),
      sourceOf(prices),
    ],
    savesUsdPerMonth: isWorthIt ? saves : null,
    costsOnceUsd: isWorthIt ? once : null,
    breakEvenDays: isWorthIt ? breakEven : null,
    action: null,
  };
}

/** What it costs once to restore them, to read each and to write them together. */
function togetherUsd(
  storageClass: Archive,
  objects: number,
  bytes: number,
  prices: Prices,
): number | undefined {
  const written = Math.ceil(objects / together);
  const restored = retrievalUsd(storageClass, 'Bulk', bytes, objects, prices);
  const copies = monthlyUsd('STANDARD', bytes, prices);
  const moved = transitionUsd(storageClass, written, prices);
  if (restored === undefined || copies === undefined || moved === undefined) return undefined;
  const reading = (objects / 1000) * prices['get-STANDARD'];
  const writing = (written / 1000) * prices['put-STANDARD'];
  return restored + copies / 30 + reading + writing + moved;
}
