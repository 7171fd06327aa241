import {uuidOf} from '../../uuid.ts';
import {compareKeys} from '../key-order.ts';
import type {BucketSettings, SimulatedObject, SimulatedVersion} from '../shape.ts';
import {KeptFiles} from './kept-files.ts';
import {Report} from './report.ts';
import {runsUntil} from './schedule.ts';

export type Inventory = BucketSettings['inventories'][number];

/** What a report is made of: the bucket as it was at a moment. */
export type ReportedBucket = {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly settings: () => Pick<BucketSettings, 'inventories'>;
  readonly objects: (from: Place) => Iterable<SimulatedObject>;
  readonly versions: (from: Place) => Iterable<SimulatedVersion>;
  /** How many rows that is, and the keys in the bucket that follow no pattern, with how often each was written. */
  readonly extent: (from: {readonly prefix: string; readonly at: number; readonly all: boolean}) => {
    readonly rows: number;
    readonly named: readonly {readonly key: string; readonly times: number}[];
  };
};

type Place = {readonly prefix: string; readonly after: string; readonly at: number};

/** An object that S3 itself wrote into a bucket: its content is made when it is asked for. */
export type Delivered = {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly etag: string;
  readonly content: () => Buffer | Promise<Buffer>;
};

export type Deliveries = (
  destination: {readonly name: string; readonly region: string},
  at: number,
) => readonly Delivered[];

/** Older ones somebody has cleared away. */
const reportsKept = 2;

/**
 * The S3 Inventory reports of an account: known by their keys and sizes without being made, and made when one is read.
 * S3 delivers only to a bucket of the same region.
 */
export function inventoryDeliveries(
  buckets: () => Iterable<ReportedBucket>,
  {startAt}: {readonly startAt: number},
): Deliveries {
  const reports = new Map<string, Report>();
  const sorted = new Map<string, {readonly name: string; readonly delivered: readonly Delivered[]}>();
  const files = new KeptFiles();

  function reportOf(bucket: ReportedBucket, inventory: Inventory, runAt: number): Report {
    const name = uuidOf(`${bucket.name} ${bucket.createdAt} ${inventory.id} ${runAt}`);
    const report = reports.get(name) ?? new Report({bucket, inventory, runAt, name, files});
    reports.set(name, report);
    return report;
  }

  return (destination, at) => {
    const there: Report[] = [];
    for (const bucket of buckets()) {
      if (bucket.region !== destination.region) continue;
      for (const inventory of bucket.settings().inventories) {
        if (inventory.destinationBucket !== destination.name) continue;
        const runs = runsUntil(at, {inventory, startAt, createdAt: bucket.createdAt, most: reportsKept});
        for (const runAt of runs) there.push(reportOf(bucket, inventory, runAt));
      }
    }
    if (there.length === 0) return none;
    const name = there.map(report => report.name).join(' ');
    const known = sorted.get(destination.name);
    if (known?.name === name) return known.delivered;
    const delivered = there.flatMap(report => report.delivered()).sort((a, b) => compareKeys(a.key, b.key));
    sorted.set(destination.name, {name, delivered});
    return delivered;
  };
}

const none: readonly Delivered[] = [];
