import * as v from 'valibot';

const atLeastZero = v.pipe(v.number(), v.minValue(0));
const positive = v.pipe(v.number(), v.gtValue(0));
const share = v.pipe(v.number(), v.gtValue(0), v.maxValue(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const listOf = <Item extends v.GenericSchema>(item: Item) => v.optional(v.array(item), []);

export const storageClassNames = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const;
const storageClass = v.picklist(storageClassNames);

/** Many objects of one kind under one prefix: computed from their number, never stored. */
const objectsSchema = v.strictObject({
  prefix: v.optional(v.string(), ''),
  /**
   * How the keys go on. `dated`: `2026/11/27/09/part-00012.gz`, written hour by hour. `flat`: hexadecimal names, spread
   * evenly. `folders`: `customer-00042/…`, a few hundred folders of very different sizes.
   */
  keys: v.optional(v.picklist(['dated', 'flat', 'folders']), 'dated'),
  /** When the scenario starts; `dated` ones grow as time passes. */
  count: whole,
  /** The first was written so many days before the scenario, the last just now; unless `untilDaysAgo`. */
  sinceDaysAgo: v.optional(positive, 365),
  untilDaysAgo: v.optional(atLeastZero, 0),
  /** The mean; single sizes differ a hundredfold. */
  meanBytes: v.optional(positive, 1_000_000),
  /** What share is smaller than 128 KiB. */
  smallShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.1),
  /** Youngest first: an object has the class of the last step that its age has reached. */
  classes: v.optional(v.array(v.strictObject({fromDays: atLeastZero, storageClass})), [
    {fromDays: 0, storageClass: 'STANDARD'},
  ]),
  /** Of a versioned bucket: share of keys that have that many older versions. */
  noncurrent: v.optional(v.strictObject({share, versions: whole})),
});

/** Single objects by name: keys that are strange, or a report. */
const objectSchema = v.strictObject({
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  bytes: v.optional(atLeastZero, 1000),
  storageClass: v.optional(storageClass, 'STANDARD'),
  daysAgo: v.optional(atLeastZero, 30),
});

const uploadsSchema = v.strictObject({
  prefix: v.optional(v.string(), 'uploads/'),
  count: whole,
  oldestDaysAgo: positive,
  newestDaysAgo: v.optional(atLeastZero, 0),
  parts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 3),
  partBytes: v.optional(positive, 8_388_608),
  /** Of one in four the last part came so many days ago: it is still being written. */
  lastPartDaysAgo: v.optional(atLeastZero),
});

export const bucketSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)),
  region: v.optional(v.string()),
  createdDaysAgo: v.optional(positive, 900),
  denied: v.optional(v.boolean(), false),
  versioning: v.optional(v.picklist(['Enabled', 'Suspended'])),
  /** The lifecycle configuration as its XML, without the wrapping element: `<Rule>…</Rule>`. */
  lifecycle: v.optional(v.string()),
  transitionDefaultMinimumObjectSize: v.optional(
    v.picklist(['all_storage_classes_128K', 'varies_by_storage_class']),
    'all_storage_classes_128K',
  ),
  encryption: v.optional(v.string(), 'AES256'),
  publicAccessBlock: v.optional(v.boolean()),
  intelligentTiering: listOf(
    v.strictObject({
      id: v.string(),
      archiveDays: v.optional(whole),
      deepArchiveDays: v.optional(whole),
    }),
  ),
  inventories: listOf(
    v.strictObject({
      id: v.string(),
      format: v.optional(v.picklist(['CSV', 'Parquet', 'ORC']), 'CSV'),
      frequency: v.optional(v.picklist(['Daily', 'Weekly']), 'Daily'),
      destinationBucket: v.string(),
      destinationPrefix: v.optional(v.string(), 'inventory'),
      enabled: v.optional(v.boolean(), true),
      /** Only the keys that begin so. */
      prefix: v.optional(v.string(), ''),
      versions: v.optional(v.picklist(['Current', 'All']), 'Current'),
      fields: v.optional(v.array(v.picklist(['Size', 'LastModifiedDate', 'StorageClass', 'ETag'])), [
        'Size',
        'LastModifiedDate',
        'StorageClass',
      ]),
      rowsPerFile: v.optional(whole, 100_000),
      /** The first report comes within a day of it. */
      startedDaysAgo: v.optional(atLeastZero, 60),
    }),
  ),
  objects: listOf(objectsSchema),
  single: listOf(objectSchema),
  uploads: listOf(uploadsSchema),
});
