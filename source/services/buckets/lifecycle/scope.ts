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
