import type {LifecycleRule} from '@aws-sdk/client-s3';
import fc from 'fast-check';

/** Rules such as AWS keeps them: of every form and with every member that there is. */

const prefix = fc.oneof(
  fc.constantFrom('', 'logs/', 'a b/', 'ä/€/', '<&>"\'/'),
  fc.string({minLength: 1, maxLength: 12}).map(text => text.replaceAll(/[^\x21-\x7e]/gu, '-')),
);
const days = fc.integer({min: 1, max: 4000});
const at = fc.integer({min: 20_000, max: 30_000}).map(day => new Date(day * 86_400_000));
const tag = fc.record({
  Key: fc.constantFrom('team', 'a b', 'é', '<k>'),
  Value: fc.constantFrom('', 'data', 'x & y'),
});
const to = fc.constantFrom('STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE');
const keep = fc.option(fc.integer({min: 1, max: 100}), {nil: undefined});

const filter = fc.oneof(
  fc.constant({}),
  fc.record({Prefix: prefix}),
  fc.record({Tag: tag}),
  fc.record({ObjectSizeGreaterThan: days}),
  fc.record({ObjectSizeLessThan: days}),
  fc.record({
    And: fc
      .record(
        {
          Prefix: prefix,
          Tags: fc.uniqueArray(tag, {minLength: 1, maxLength: 3, selector: ({Key}) => Key}),
          ObjectSizeGreaterThan: days,
          ObjectSizeLessThan: days,
        },
        {requiredKeys: ['Tags']},
      )
      .filter(({ObjectSizeGreaterThan: from = 0, ObjectSizeLessThan: to = Infinity}) => from < to - 1),
  }),
);

const steps = fc.record(
  {
    Expiration: fc.oneof(
      fc.record({Days: days}),
      fc.record({Date: at}),
      fc.constant({ExpiredObjectDeleteMarker: true}),
    ),
    Transitions: fc.array(
      fc.oneof(fc.record({Days: days, StorageClass: to}), fc.record({Date: at, StorageClass: to})),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    NoncurrentVersionTransitions: fc.array(
      fc.record({NoncurrentDays: days, StorageClass: to, NewerNoncurrentVersions: keep}),
      {minLength: 1, maxLength: 2},
    ),
    NoncurrentVersionExpiration: fc.record({NoncurrentDays: days, NewerNoncurrentVersions: keep}),
    AbortIncompleteMultipartUpload: fc.record({DaysAfterInitiation: days}),
  },
  {requiredKeys: []},
);

const status = fc.constantFrom('Enabled', 'Disabled');

const newForm = fc.tuple(status, filter, steps).map(([Status, Filter, rest]) => ({Status, Filter, ...rest}));
const oldForm = fc.tuple(status, prefix, steps).map(([Status, Prefix, rest]) => ({Status, Prefix, ...rest}));

const named = (rule: fc.Arbitrary<object>) =>
  fc
    .array(rule, {maxLength: 12})
    .map(rules =>
      rules.map((each, index): LifecycleRule => ({ID: `rule ${index}`, Status: 'Enabled', ...each})),
    );

/** AWS takes rules of one form beside each other, not of both. */
export const someRules: fc.Arbitrary<readonly LifecycleRule[]> = fc.oneof(named(newForm), named(oldForm));
