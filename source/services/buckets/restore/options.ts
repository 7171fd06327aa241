import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';

export const tiers = ['Standard', 'Bulk', 'Expedited'] as const;
export type Tier = (typeof tiers)[number];

export type RestoreOptions = {
  readonly what: {readonly key: string} | {readonly prefix: string};
  readonly tier: Tier;
  readonly days: number;
};

const usualDays = 7;
const mostDays = 3650;

export const restoreOptions: readonly OptionDefinition[] = [
  {name: 'key', value: 'KEY', describe: 'the one object of this key'},
  {name: 'prefix', value: 'PREFIX', describe: 'every archived object whose key begins so'},
  {
    name: 'tier',
    value: tiers.join('|'),
    describe: 'how soon, and for how much; Standard unless said',
  },
  {
    name: 'days',
    value: 'DAYS',
    describe: `how long the copies stay; ${usualDays} unless said`,
  },
];

export function parseRestore(
  values: OptionValues,
): {readonly options: RestoreOptions} | {readonly wrong: string} {
  const {key, prefix, tier: askedTier = 'Standard', days: askedDays = String(usualDays)} = values;
  if (key !== undefined && prefix !== undefined) {
    return {wrong: 'Say --key or --prefix, not both.'};
  }
  const what = key === undefined ? (prefix === undefined ? undefined : {prefix}) : {key};
  if (what === undefined || key === '') {
    return {wrong: 'Say which objects: --key KEY for one, --prefix PREFIX for all that begin so.'};
  }
  const tier = tiers.find(each => each.toLowerCase() === askedTier.toLowerCase());
  if (tier === undefined) return {wrong: `--tier is ${tiers.join(', ')}, not "${askedTier}".`};
  const days = /^\d+$/.test(askedDays) ? Number(askedDays) : Number.NaN;
  if (!(days >= 1 && days <= mostDays)) {
    return {wrong: `--days is a whole number from 1 to ${mostDays}, not "${askedDays}".`};
  }
  return {options: {what, tier, days}};
}
