import {formatUsd} from '../../../text/number.ts';
import {smallObjectBytes} from '../limits.ts';
import type {Advice} from '../model.ts';
import {listPrices, priceOf} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {retrievalUsd} from '../prices/requests.ts';
import {type Advised, leastSavingUsd} from './advised.ts';
import {breakEvenDays} from './break-even.ts';
import {isSmall} from './moves.ts';
import {daysSince, limitsOf} from './scope.ts';
import {aMonth, countOf, gibibytes, sourceOf} from './wording.ts';

const padded = ['STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR'] as const;

/** Objects below 128 KiB where each is billed as 128 KiB: what they cost more than in STANDARD. */
export function smallObjectsAdvice({histogram, now, prices = listPrices}: Advised): readonly Advice[] {
  if (!histogram) return [];
  return padded.flatMap(storageClass => {
    const small = histogram.cells.filter(cell => cell.storageClass === storageClass && isSmall(cell));
    const objects = small.reduce((sum, cell) => sum + cell.objects, 0);
    const bytes = small.reduce((sum, cell) => sum + cell.bytes, 0);
    const billed = objects * smallObjectBytes;
    const paid = monthlyUsd(storageClass, billed, prices);
    const fair = monthlyUsd('STANDARD', bytes, prices);
    const read = retrievalUsd(storageClass, 'Standard', bytes, objects, prices);
    const get = priceOf(`get-${storageClass}`, prices);
    if (paid === undefined || fair === undefined || read === undefined || get === undefined) return [];
    const saves = paid - fair;
    if (saves < leastSavingUsd) return [];
    const copying = (objects / 1000) * (get + prices['put-STANDARD']);
    return [
      {
        kind: 'small-objects' as const,
        text: `${countOf(objects)} below 128 KiB in ${storageClass} cost ${aMonth(paid)}, ${formatUsd(saves)} more than in STANDARD: write small objects to STANDARD.`,
        arithmetic: [
          `${countOf(objects)} × 128 KiB are ${gibibytes(billed)} at $${prices[storageClass]}: ${aMonth(paid)}.`,
          `They hold ${gibibytes(bytes)}, in STANDARD at $${prices.STANDARD}: ${aMonth(fair)}.`,
          `No lifecycle rule moves back. To copy them: ${formatUsd(copying)} of requests and ${formatUsd(read)} of retrieval once.`,
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
