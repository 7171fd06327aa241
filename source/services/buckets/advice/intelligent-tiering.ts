import {formatBytes} from '../../../text/bytes.ts';
import {formatUsd} from '../../../text/number.ts';
import {smallObjectBytes} from '../limits.ts';
import type {Advice} from '../model.ts';
import {listPrices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {transitionUsd} from '../prices/requests.ts';
import {type Advised, leastSavingUsd} from './advised.ts';
import {isSmall} from './moves.ts';
import {enabledOf, expiryDays, freeId, touches} from './rules.ts';
import {daysSince, limitsOf, standardBytes} from './scope.ts';
import {aMonth, countOf, gibibytes, scopeText, sourceOf} from './wording.ts';

/** Watching every object must cost no more than this share of what it may save. */
const mostMonitoring = 0.1;
/** Days without a read until AWS takes an object to the next tier. */
const infrequentDays = 30;
const instantDays = 90;

/** Who reads what is not known: AWS watches large objects for little, and saves between nothing and this much. */
export function intelligentTieringAdvice(advised: Advised): readonly Advice[] {
  const {histogram, lifecycle, now, prices = listPrices} = advised;
  if (!histogram || !lifecycle) return [];
  const {prefix} = histogram;
  const rules = enabledOf(lifecycle.rules).filter(rule => touches(rule, prefix));
  if (rules.some(({Transitions}) => (Transitions?.length ?? 0) > 0)) return [];
  if (expiryDays(lifecycle.rules, prefix) < 2 * instantDays) return [];

  const olderBy = daysSince(histogram, now);
  const large = histogram.cells.filter(cell => cell.storageClass === 'STANDARD' && !isSmall(cell));
  const sum = (cells: typeof large, what: 'objects' | 'bytes') =>
    cells.reduce((total, cell) => total + cell[what], 0);
  const aged = (from: number, to: number) =>
    sum(
      large.filter(({ageDays}) => ageDays + olderBy >= from && ageDays + olderBy < to),
      'bytes',
    );
  const objects = sum(large, 'objects');
  const infrequent = aged(infrequentDays, instantDays);
  const archiveInstant = aged(instantDays, Infinity);
  const base = standardBytes(advised, histogram);
  const whole = monthlyUsd('STANDARD', base, prices);
  const left = monthlyUsd('STANDARD', base - infrequent - archiveInstant, prices);
  const infrequentUsd = monthlyUsd('IntelligentTieringIAStorage', infrequent, prices);
  const instantUsd = monthlyUsd('IntelligentTieringAIAStorage', archiveInstant, prices);
  const once = transitionUsd('INTELLIGENT_TIERING', objects, prices);
  if (
    whole === undefined ||
    left === undefined ||
    infrequentUsd === undefined ||
    instantUsd === undefined ||
    once === undefined
  ) {
    return [];
  }
  const monitoring = (objects / 1000) * prices['INTELLIGENT_TIERING-monitoring'];
  const most = whole - left - infrequentUsd - instantUsd;
  if (most - monitoring < leastSavingUsd || monitoring > most * mostMonitoring) return [];
  return [
    {
      kind: 'intelligent-tiering',
      title: `INTELLIGENT_TIERING@0 for ${scopeText(prefix)}`,
      text: `Where nobody knows what is read, INTELLIGENT_TIERING saves up to ${aMonth(most - monitoring)} if nothing is, and costs ${aMonth(monitoring)} if all is.`,
      arithmetic: [
        `${countOf(objects)}, ${formatBytes(sum(large, 'bytes'))}, would move for ${formatUsd(once)} once.`,
        `Of 30 to 89 days are ${gibibytes(infrequent)}, at $${prices['INTELLIGENT_TIERING-infrequent']} a GiB if unread for 30 days.`,
        `Of 90 days and more are ${gibibytes(archiveInstant)}, at $${prices['INTELLIGENT_TIERING-archive-instant']} a GiB if unread for 90 days.`,
        `Unread, that saves ${aMonth(most)}; watching costs $${prices['INTELLIGENT_TIERING-monitoring']} a 1,000 objects, ${aMonth(monitoring)}.`,
        'The days count from the move: the first saving comes after 30 days, all of it after 90. Reading costs nothing.',
        ...limitsOf(histogram, olderBy),
        sourceOf(prices),
      ],
      savesUsdPerMonth: null,
      costsOnceUsd: once,
      breakEvenDays: null,
      action: {
        id: 'buckets.lifecycle',
        options: {
          id: freeId('to-intelligent-tiering', lifecycle.rules),
          ...(prefix === '' ? {} : {prefix}),
          ...(lifecycle.minimumObjectSize === 'varies_by_storage_class'
            ? {'larger-than': String(smallObjectBytes - 1)}
            : {}),
          to: 'INTELLIGENT_TIERING@0',
        },
      },
    },
  ];
}
