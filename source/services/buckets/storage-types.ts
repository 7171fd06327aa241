/**
 * The storage class that a StorageType of the metrics belongs to: what it stores, the padding of small objects and
 * what AWS keeps beside archived ones. Two spellings of one padding are documented. "Amazon S3 CloudWatch metrics".
 */
const classes: readonly (readonly [RegExp, string])[] = [
  [/^StandardStorage$/, 'STANDARD'],
  [/^(IntelligentTiering|IntAA|IntDAA)/, 'INTELLIGENT_TIERING'],
  [/^StandardIA/, 'STANDARD_IA'],
  [/^OneZoneIA/, 'ONEZONE_IA'],
  [/^ReducedRedundancy/, 'REDUCED_REDUNDANCY'],
  [/^(GlacierInstantRetrieval|GlacierIR)/, 'GLACIER_IR'],
  [/^Glacier/, 'GLACIER'],
  [/^DeepArchive/, 'DEEP_ARCHIVE'],
  [/^ExpressOneZone/, 'EXPRESS_ONEZONE'],
];

/** What AWS adds is its own class, under its own name. */
export const classOf = (storageType: string): string =>
  classes.find(([pattern]) => pattern.test(storageType))?.[1] ?? storageType;

/** Billed, and in no object: what pads small ones, and what is kept beside archived ones. */
export const isPadding = (storageType: string): boolean => storageType.endsWith('SizeOverhead');
export const isOverhead = (storageType: string): boolean => storageType.endsWith('ObjectOverhead');
