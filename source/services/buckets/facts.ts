import type {LifecycleRule as AwsLifecycleRule} from '@aws-sdk/client-s3';
import type {Known} from '../reader.ts';
import type {Scan} from './model.ts';
import type {Histogram} from './scan/histogram.ts';

/** What is known of the buckets of one session. */
export type BucketFacts = {
  /** Those of the regions that the session covers. */
  readonly buckets: Known<readonly ListedBucket[]>;
  /** By region: which storage types each bucket has figures of. */
  readonly storageTypes: ReadonlyMap<string, Known<ReadonlyMap<string, readonly string[]>>>;
  /** By name. */
  readonly details: ReadonlyMap<string, BucketDetail>;
  /** What was counted, by name: the newest count of each. */
  readonly counts: ReadonlyMap<string, Count>;
  /** Of buckets that were passed over in a reading that is the only one; undefined where none was, or another comes. */
  readonly passedOver?: PassedOver | undefined;
};

export type PassedOver = {
  readonly buckets: number;
  readonly of: number;
  /** How many of them are large enough for a warning, as far as is known. */
  readonly large: number;
};

export type Count = {readonly histogram: Histogram; readonly scan: Scan};

export type ListedBucket = {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number | undefined;
};

/** Each is undefined while nobody asked. */
export type BucketDetail = {
  readonly lifecycle?: Known<LifecycleFact>;
  readonly versioning?: Known<'enabled' | 'suspended' | 'never'>;
  readonly encryption?: Known<string>;
  readonly publicAccessBlocked?: Known<boolean>;
  readonly uploads?: Known<UploadsFact>;
  readonly intelligentTiering?: Known<readonly string[]>;
  readonly inventories?: Known<readonly InventoryFact[]>;
};

/** The configuration as AWS gave it; no rules where there is none. */
export type LifecycleFact = {
  readonly rules: readonly AwsLifecycleRule[];
  /** TransitionDefaultMinimumObjectSize: a header beside the configuration, lost when a put does not send it again. */
  readonly minimumObjectSize: string | undefined;
};

/** Unfinished uploads: of the first thousand. */
export type UploadsFact = {
  readonly count: number;
  readonly more: boolean;
  /** Of those: with `more`, an older one can follow, for they come in the order of their keys. */
  readonly oldestAt: number | undefined;
};

export type InventoryFact = {
  readonly id: string;
  readonly enabled: boolean;
  readonly format: string;
  readonly frequency: string;
  readonly destinationBucket: string;
  /** Whose that bucket has to be, where the configuration says so. */
  readonly destinationAccount?: string;
  readonly destinationPrefix: string;
  readonly prefix: string;
  readonly versions: 'All' | 'Current';
  readonly fields: readonly string[];
};
