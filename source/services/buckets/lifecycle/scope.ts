import type {LifecycleRule as AwsRule, LifecycleRuleFilter, Tag} from '@aws-sdk/client-s3';

/** Which objects a rule is for. */
export type Scope = {
  /** Empty: all of them. */
  readonly prefix: string;
  readonly tags: readonly {readonly key: string; readonly value: string}[];
  /** Bytes, neither of the bounds included. */
  readonly largerThan: number | undefined;
  readonly smallerThan: number | undefined;
};

/** From the one filter, all of its `And`, or the prefix that old rules carry instead of a filter. */
export function scopeOf({Filter: filter, Prefix: oldPrefix}: AwsRule): Scope {
  const within = filter?.And ?? filter;
  const tags = filter?.And ? (filter.And.Tags ?? []) : filter?.Tag ? [filter.Tag] : [];
  return {
    prefix: within?.Prefix ?? oldPrefix ?? '',
    tags: tags.map(({Key: key = '', Value: value = ''}) => ({key, value})),
    largerThan: within?.ObjectSizeGreaterThan,
    smallerThan: within?.ObjectSizeLessThan,
  };
}

/** The one filter that AWS takes: a single condition as it is, several inside `And`. */
export function filterOf({prefix, tags, largerThan, smallerThan}: Scope): LifecycleRuleFilter {
  const awsTags = tags.map(({key, value}): Tag => ({Key: key, Value: value}));
  const sizes = {
    ...(largerThan === undefined ? {} : {ObjectSizeGreaterThan: largerThan}),
    ...(smallerThan === undefined ? {} : {ObjectSizeLessThan: smallerThan}),
  };
  const conditions = (prefix === '' ? 0 : 1) + awsTags.length + Object.keys(sizes).length;
  if (conditions > 1) {
    return {
      And: {
        ...(prefix === '' ? {} : {Prefix: prefix}),
        ...(awsTags.length === 0 ? {} : {Tags: awsTags}),
        ...sizes,
      },
    };
  }
  const [tag] = awsTags;
  if (tag) return {Tag: tag};
  return conditions === 1 && prefix === '' ? sizes : {Prefix: prefix};
}

/** Rules of the old form name their prefix outside of a filter; AWS takes no filter beside one of them. */
export const isOldForm = ({Filter: filter, Prefix: prefix}: AwsRule): boolean =>
  filter === undefined && prefix !== undefined;

/** Everything whose key begins so. */
export const under = (prefix: string): Scope => ({
  prefix,
  tags: [],
  largerThan: undefined,
  smallerThan: undefined,
});

/** Whether it leaves out objects under its prefix, by their tags or their size. */
export const isNarrow = ({tags, largerThan, smallerThan}: Scope): boolean =>
  tags.length > 0 || largerThan !== undefined || smallerThan !== undefined;

/** Whether each object of the other is one of its own. */
export const covers = (one: Scope, other: Scope): boolean =>
  other.prefix.startsWith(one.prefix) &&
  one.tags.every(({key, value}) => other.tags.some(tag => tag.key === key && tag.value === value)) &&
  least(one) <= least(other) &&
  most(one) >= most(other);

/** Whether an object can be of both. */
export const touches = (one: Scope, other: Scope): boolean =>
  (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
  !one.tags.some(({key, value}) => other.tags.some(tag => tag.key === key && tag.value !== value)) &&
  Math.max(least(one), least(other)) <= Math.min(most(one), most(other));

/** Whether they are for the very same objects. */
export const isSameScope = (one: Scope, other: Scope): boolean => covers(one, other) && covers(other, one);

/** Bytes, both included. */
const least = ({largerThan}: Scope): number => (largerThan === undefined ? 0 : largerThan + 1);
const most = ({smallerThan}: Scope): number =>
  smallerThan === undefined ? Number.POSITIVE_INFINITY : smallerThan - 1;
