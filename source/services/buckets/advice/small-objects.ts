import {formatBytes} from '../../../text/bytes.ts';
import {formatUsd} from '../../../text/number.ts';
import {smallObjectBytes} from '../limits.ts';
import type {Advice} from '../model.ts';
import {listPrices, type PriceName} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {retrievalUsd} from '../prices/requests.ts';
import {type Advised, leastToldUsd} from './advised.ts';
import {breakEvenDays} from './break-even.ts';
import {isSmall} from './moves.ts';
import {daysSince, limitsOf} from './scope.ts';
import {classRules} from './step.ts';
import {aMonth, countOf, gibibytes, inDays, littleText, sourceOf} from './wording.ts';

/** Where each object is billed as 128 KiB at least, for so many days, and what reading it costs. */
const padded = {
  STANDARD_IA: {leastDays: classRules.STANDARD_IA.leastDays, get: 'get-STANDARD_IA'},
  ONEZONE_IA: {leastDays: 30, get: 'get-ONEZONE_IA'},
  GLACIER_IR: {leastDays: classRules.GLACIER_IR.leastDays, get: 'get-GLACIER_IR'},
} as const satisfies Readonly<Record<string, {readonly leastDays: number; readonly get: PriceName}>>;

type Padded = keyof typeof padded;
const paddedClasses = Object.keys(padded).filter(isPadded);

export function isPadded(storageClass: string): storageClass is Padded {
  return Object.hasOwn(padded, storageClass);
}

/** Objects below 128 KiB where each is billed as 128 KiB: what they cost more than in STANDARD. */
export function smallObjectsAdvice({histogram, now, prices = listPrices}: Advised): readonly Advice[] {
  if (!histogram) return [];
  return paddedClasses.flatMap(storageClass => {
    const small = histogram.cells.filter(cell => cell.storageClass === storageClass && isSmall(cell));
    const objects = small.reduce((sum, cell) => sum + cell.objects, 0);
    const bytes = small.reduce((sum, cell) => sum + cell.bytes, 0);
    const billed = objects * smallObjectBytes;
    const paid = monthlyUsd(storageClass, billed, prices);
    const fair = monthlyUsd('STANDARD', bytes, prices);
    const read = retrievalUsd(storageClass, 'Standard', bytes, objects, prices);
    if (paid === undefined || fair === undefined || read === undefined) return [];
    const {leastDays, get} = padded[storageClass];
    const saves = paid - fair;
    if (saves < leastToldUsd) return [];
    const copying = (objects / 1000) * (prices[get] + prices['put-STANDARD']);
    return [
      {
        kind: 'small-objects' as const,
        title: `small objects of ${storageClass} to STANDARD`,
        text: `${countOf(objects)} below 128 KiB in ${storageClass} cost ${aMonth(paid)}, ${formatUsd(saves)} more than in STANDARD: write small objects to STANDARD.${littleText(saves)}`,
        arithmetic: [
          `${countOf(objects)} × 128 KiB are ${gibibytes(billed)} at $${prices[storageClass]}: ${aMonth(paid)}.`,
          `They hold ${gibibytes(bytes)}, in STANDARD at $${prices.STANDARD}: ${aMonth(fair)}; ${formatBytes(billed - bytes)} is padding.`,
          `No lifecycle rule moves back. To copy them: ${formatUsd(copying)} of requests and ${formatUsd(read)} of retrieval once.`,
          `What has been there for less than ${inDays(leastDays)} is billed for all of them: copy it after that.`,
          ...limitsOf(histogram, daysSince(histogram, now)),
          sourceOf(prices),
        ],
        savesUsdPerMonth: saves,
        costsOnceUsd: copying + read,
        breakEvenDays: breakEvenDays(copying + read, saves),
        action: null,
      },
    ];
  });
}
