import type {MetricSource} from '../metric-source.ts';
import type {ArchiveTier} from './storage-types.ts';

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
  readonly parts: readonly SimulatedPart[];
};

export type SimulatedPart = {
  readonly number: number;
  readonly size: number;
  readonly modifiedAt: number;
  readonly etag: string;
  /** Undefined: it is only computed. */
  readonly body: Buffer | undefined;
};

export type UploadEnd = SimulatedObject | 'no-such-upload' | 'no-such-part' | 'not-in-order' | 'too-small';

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
    readonly enabled: boolean;
    /** Empty for all of the bucket. */
    readonly prefix: string;
    readonly versions: 'Current' | 'All';
    readonly fields: readonly ('Size' | 'LastModifiedDate' | 'StorageClass' | 'ETag')[];
    readonly rowsPerFile: number;
    readonly startedDaysAgo: number;
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
  /**
   * Current objects in the order of their keys (UTF-8 bytes), after that key, computed as they are taken. With `at`, as
   * they were then.
   */
  readonly objects: (from: {
    readonly prefix: string;
    readonly after: string;
    readonly at?: number;
  }) => Iterable<SimulatedObject>;
  /** The same with all versions and delete markers, the newest of a key first. */
  readonly versions: (from: {
    readonly prefix: string;
    readonly after: string;
    readonly at?: number;
  }) => Iterable<SimulatedVersion>;
  readonly object: (key: string) => SimulatedObject | undefined;
  /**
   * The bytes of an object that was put, or of an inventory report, which takes its time; of one that is only computed,
   * as many bytes as it has, of no meaning.
   */
  readonly body: (key: string) => Buffer | Promise<Buffer> | undefined;
  readonly put: (key: string, body: Buffer, storageClass: string) => SimulatedObject;
  readonly delete: (key: string) => void;
  /** Of INTELLIGENT_TIERING, while it is there. */
  readonly archiveTier: (object: SimulatedObject) => ArchiveTier | undefined;
  /**
   * Ends with the restored copy there: after minutes or hours of the account's time, by class and tier. What leaves an
   * archive tier makes no copy, and stays out as if it had been read then: its days do not count.
   */
  readonly restore: (key: string, days: number, tier: 'Expedited' | 'Standard' | 'Bulk') => RestoreAnswer;
  /** In the order of their keys, then of when they began. */
  readonly uploads: () => readonly SimulatedUpload[];
  readonly beginUpload: (key: string, storageClass: string) => SimulatedUpload;
  /** The hash of the part; undefined when there is no such upload. */
  readonly putPart: (key: string, uploadId: string, number: number, body: Buffer) => string | undefined;
  readonly complete: (
    key: string,
    uploadId: string,
    parts: readonly {readonly number: number; readonly etag: string}[],
  ) => UploadEnd;
  readonly abort: (key: string, uploadId: string) => boolean;
  /** What is in it, or was at a time, computed apart from the listing: current objects and their bytes by class. */
  readonly truth: (at?: number, prefix?: string) => BucketTruth;
};

export type RestoreAnswer = 'accepted' | 'extended' | 'in-progress' | 'not-archived' | 'no-such-key';

export type BucketTruth = {
  readonly objects: number;
  readonly bytes: number;
  readonly byClass: ReadonlyMap<string, {readonly objects: number; readonly bytes: number}>;
};
