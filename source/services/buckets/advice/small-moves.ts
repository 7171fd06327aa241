import type {LifecycleRule} from '@aws-sdk/client-s3';
import {merge} from '../lifecycle/merge.ts';
import {parseLifecycle} from '../lifecycle/options.ts';
import {optionsOf} from '../lifecycle/rule.ts';
import {isSameRule} from '../lifecycle/same-rule.ts';
import {filterOf, scopeOf} from '../lifecycle/scope.ts';
import {smallObjectBytes} from '../limits.ts';
import type {Advice} from '../model.ts';
import {listPrices, type Prices} from '../prices/list.ts';
import {transitionUsd} from '../prices/requests.ts';
import {type Advised, daysOfMonth} from './advised.ts';
import {isSmall} from './moves.ts';
import {enabledOf, isPicky, prefixOf} from './rules.ts';
import {daysSince, limitsOf} from './scope.ts';
import {isArchived} from './small-archived.ts';
import {overheadBeside} from './step.ts';
import {aMonth, countOf, sourceOf} from './wording.ts';

/** A bucket can be set to move objects below 128 KiB too: into an archive, each costs a request and 40 KiB for ever. */
export function smallMovesAdvice(advised: Advised): readonly Advice[] {
  const {lifecycle, prices = listPrices} = advised;
  if (lifecycle?.minimumObjectSize !== 'varies_by_storage_class') return [];
  return enabledOf(lifecycle.rules).flatMap(rule => {
    const into = (rule.Transitions ?? []).flatMap(({StorageClass: to = ''}) => (isArchived(to) ? [to] : []));
    // A rule by tags or sizes is meant so.
    if (into.length === 0 || isPicky(rule) || rule.ID === undefined) return [];
    const {own, standard} = overheadBeside(into[0] ?? '');
    const change = movesOnly(rule)
      ? 'let it move only larger ones.'
      : 'make the moves a rule of their own, for larger ones only.';
    const options = changedOptions(rule, lifecycle.rules);
    const requests = into.map(to => `$${prices[`transition-${to}`]} a thousand into ${to}`);
    return [
      {
        kind: 'small-objects' as const,
        title: `rule ${rule.ID}: from 128 KiB on only`,
        text: `Rule ${rule.ID} archives objects below 128 KiB too, as this bucket is set to: ${change}`,
        arithmetic: [
          'TransitionDefaultMinimumObjectSize is varies_by_storage_class: without a least size in the rule, everything moves.',
          `Each move is billed, ${requests.join(', ')}; ${own / 1024} KiB of its class and ${standard / 1024} KiB of STANDARD are kept beside each.`,
          ...monthOf(rule, into, advised, prices),
          ...(movesOnly(rule)
            ? []
            : ['The rule does more than move, and a least size would be for all that it does.']),
          'What has been archived stays as it is.',
          sourceOf(prices),
        ],
        savesUsdPerMonth: null,
        costsOnceUsd: null,
        breakEvenDays: null,
        action: options ? {id: 'buckets.lifecycle', options} : null,
      },
    ];
  });
}

/** Those of the last month are what comes in a month, where the rule is for all that was counted. */
function monthOf(
  rule: LifecycleRule,
  into: readonly ('GLACIER' | 'DEEP_ARCHIVE')[],
  {histogram, now}: Advised,
  prices: Prices,
): readonly string[] {
  if (!histogram?.prefix.startsWith(prefixOf(rule))) return ['How many come a month is not counted.'];
  const objects = histogram.cells
    .filter(cell => isSmall(cell) && cell.ageDays < daysOfMonth)
    .reduce((sum, cell) => sum + cell.objects, 0);
  const usd = into.reduce((sum, to) => sum + (transitionUsd(to, objects, prices) ?? Number.NaN), 0);
  const isAll = histogram.whole && histogram.prefix === prefixOf(rule);
  const came = `${countOf(objects)} below 128 KiB came within a month`;
  return [
    isAll
      ? `${came}: moving them all costs ${aMonth(usd)}.`
      : `Of those that were counted, ${came}: moving these costs ${aMonth(usd)}.`,
    ...limitsOf(histogram, daysSince(histogram, now)),
  ];
}

const partsOfMove = new Set(['ID', 'Status', 'Filter', 'Prefix', 'Transitions']);

/** A least size changes nothing else then. */
const movesOnly = (rule: LifecycleRule): boolean =>
  Object.entries(rule).every(([name, value]) => value === undefined || partsOfMove.has(name));

/** What gives the very rule a least size, and is not refused; undefined where no options do. */
function changedOptions(
  rule: LifecycleRule,
  rules: readonly LifecycleRule[],
): Readonly<Record<string, string>> | undefined {
  if (!movesOnly(rule)) return undefined;
  const largerThan = smallObjectBytes - 1;
  const options = {...textsOf(optionsOf(rule)), 'larger-than': String(largerThan)};
  const parsed = parseLifecycle(options);
  const merged = 'options' in parsed ? merge(rules, parsed.options) : undefined;
  if (!merged || 'blocked' in merged || !merged.after) return undefined;
  const {Prefix: _oldPrefix, ...others} = rule;
  const wanted = {...others, Filter: filterOf({...scopeOf(rule), largerThan})};
  return isSameRule(merged.after, wanted) ? options : undefined;
}

const textsOf = (values: ReturnType<typeof optionsOf>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
