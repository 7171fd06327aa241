import type {MetricSource} from '../metric-source.ts';

/** What the operations of S3 are built on: the buckets of the account as they are at this moment of its clock. */
export type BucketWorld = {
  readonly now: () => number;
  readonly accountId: string;
  readonly metrics: MetricSource;
  /** All buckets of the account, by name, whatever their region. */
  readonly all: () => readonly SimulatedBucket[];
  readonly bucket: (name: string) => SimulatedBucket | undefined;
  readonly create: (name: string, region: string) => SimulatedBucket;
  readonly remove: (name: string) => void;
};

export type SimulatedObject = {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly storageClass: string;
  readonly etag: string;
  /** Of an archived object: being fetched (no `until`), or there until then. */
  readonly restore: {readonly until: number | undefined} | undefined;
};

export type SimulatedVersion = SimulatedObject & {
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
};

export type SimulatedUpload = {
  readonly key: string;
  readonly uploadId: string;
  readonly initiatedAt: number;
  readonly storageClass: string;
  readonly parts: readonly {readonly number: number; readonly size: number; readonly modifiedAt: number}[];
};

/** What the operations keep of a bucket's settings, as they were put: the world only acts on the lifecycle. */
export type BucketSettings = {
  readonly versioning: 'Enabled' | 'Suspended' | undefined;
  /** The body of the configuration as it was put, XML; undefined when there is none. */
  readonly lifecycle: string | undefined;
  readonly transitionDefaultMinimumObjectSize: string;
  /** `AES256`, or the ARN or alias of a KMS key. */
  readonly encryption: string;
  readonly publicAccessBlock: boolean | undefined;
  readonly intelligentTiering: readonly {
    readonly id: string;
    readonly archiveDays?: number;
    readonly deepArchiveDays?: number;
  }[];
  readonly inventories: readonly {
    readonly id: string;
    readonly format: 'CSV' | 'Parquet' | 'ORC';
    readonly frequency: 'Daily' | 'Weekly';
    readonly destinationBucket: string;
    readonly destinationPrefix: string;
  }[];
};

export type SimulatedBucket = {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  /** Whoever asks is refused: the bucket's policy is for others. */
  readonly denied: boolean;
  readonly settings: () => BucketSettings;
  readonly change: (settings: Partial<BucketSettings>) => void;
  /** Current objects in the order of their keys (UTF-8 bytes), after that key, computed as they are taken. */
  readonly objects: (from: {readonly prefix: string; readonly after: string}) => Iterable<SimulatedObject>;
  /** The same with all versions and delete markers, the newest of a key first. */
  readonly versions: (from: {readonly prefix: string; readonly after: string}) => Iterable<SimulatedVersion>;
  readonly object: (key: string) => SimulatedObject | undefined;
  /** The bytes of an object that was put; of one that is only computed, as many bytes as it has, of no meaning. */
  readonly body: (key: string) => Buffer | undefined;
  readonly put: (key: string, body: Buffer, storageClass: string) => SimulatedObject;
  readonly delete: (key: string) => void;
  /** Ends with the restored copy there: after minutes or hours of the account's time, by class and tier. */
  readonly restore: (key: string, days: number, tier: 'Expedited' | 'Standard' | 'Bulk') => RestoreAnswer;
  /** In the order of their keys, then of when they began. */
  readonly uploads: () => readonly SimulatedUpload[];
  readonly beginUpload: (key: string, storageClass: string) => SimulatedUpload;
  readonly abort: (key: string, uploadId: string) => boolean;
  /** What is in it now, computed apart from the listing: current objects and their bytes by class. */
  readonly truth: () => BucketTruth;
};

export type RestoreAnswer = 'accepted' | 'extended' | 'in-progress' | 'not-archived' | 'no-such-key';

export type BucketTruth = {
  readonly objects: number;
  readonly bytes: number;
  readonly byClass: ReadonlyMap<string, {readonly objects: number; readonly bytes: number}>;
};
