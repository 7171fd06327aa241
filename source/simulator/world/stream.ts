import {keyAt, sizeOf} from '../../services/kinesis/hash-range.ts';
import type {ConsumerScenario, StreamScenario} from '../scenarios/schema.ts';
import {type ShardLevelMetric, shardLevelMetrics} from '../scenarios/streams/schema.ts';
import {createKeySet, type KeySet} from './keys.ts';
import {Layout} from './layout.ts';
import {Overlay} from './overlay.ts';
import {chance, seedOf} from './random.ts';
import {ReaderGroup} from './reader-group.ts';
import {RecordMaker, type StoredRecord} from './records.ts';
import {Retention} from './retention.ts';
import {isOpenAt, type Shard} from './shard.ts';
import {Traffic} from './traffic.ts';

const dayMs = 86_400_000;

export type StreamStatus = 'CREATING' | 'DELETING' | 'ACTIVE' | 'UPDATING';

/** A consumer that is registered for enhanced fan-out. */
export type Registered = {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly readyAt: number;
};

/** One stream with all that belongs to it: shards, traffic, readers, and what clients did to it. */
export class Stream {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly mode: 'PROVISIONED' | 'ON_DEMAND';
  readonly encrypted: boolean;
  readonly createdAt: number;
  readonly layout: Layout;
  readonly retention: Retention;
  readonly overlay = new Overlay();
  readonly traffic: Traffic;
  readonly records: RecordMaker;
  readonly shared: ReaderGroup;
  readonly enhanced: ReadonlyMap<string, ReaderGroup>;
  /** The consumers that are Lambda functions; they poll, like all that share. */
  readonly functions: readonly ConsumerScenario[];
  readonly registered: Registered[];
  readonly seed: number;
  /** Within these bounds lie the sizes of what the producers write. */
  readonly recordSizes: {readonly smallest: number; readonly largest: number};
  readonly hasSharedConsumers: boolean;
  /** Records that clients put, by shard number. */
  readonly puts = new Map<number, StoredRecord[]>();
  /** When UpdateShardCount was called. */
  readonly scalings: number[] = [];
  deletedAt: number | undefined;
  readonly #readyAt: number;
  readonly #monitoring: {readonly from: number; readonly metrics: ReadonlySet<ShardLevelMetric>}[];
  #busyUntil = Number.NEGATIVE_INFINITY;
  #changes = 0;

  constructor(options: {
    readonly scenario: StreamScenario;
    readonly region: string;
    readonly accountId: string;
    readonly seed: number;
    readonly now: () => number;
    readonly startAt: number;
    /** A stream that a client makes now; otherwise it was there long before the scenario started. */
    readonly createdAt?: number;
    readonly readyAt?: number;
  }) {
    const {scenario, region, now, startAt} = options;
    const seed = seedOf(options.seed, `${region}/${scenario.name}`);
    const {producers} = scenario;
    this.name = scenario.name;
    this.region = region;
    this.arn = `arn:aws:kinesis:${region}:${options.accountId}:stream/${scenario.name}`;
    this.mode = scenario.mode;
    this.encrypted = scenario.encrypted;
    this.createdAt = options.createdAt ?? startAt - scenario.createdDaysAgo * dayMs;
    this.#readyAt = options.readyAt ?? this.createdAt;
    this.seed = seed;
    const sizes = producers.map(producer => producer.recordBytes);
    this.recordSizes = {smallest: Math.min(...sizes) * 0.5, largest: Math.max(...sizes) * 1.5};

    let made: readonly KeySet[] | undefined;
    const keySets = () => {
      made ??= producers.map((producer, index) => createKeySet(producer.keys, seed + index));
      return made;
    };
    this.layout = new Layout({count: scenario.shards, openedAt: this.#readyAt, keySets, seed});
    this.#splitBefore(scenario, startAt);
    this.retention = new Retention(scenario.retentionHours);
    const {shards} = this.layout;
    const {overlay, retention} = this;
    this.traffic = new Traffic({producers, shards, overlay, now, startAt, seed});
    this.records = new RecordMaker({traffic: this.traffic, producers, keySets, seed});

    const {traffic} = this;
    const historyAt = Math.max(startAt - dayMs, this.createdAt);
    const world = {shards, traffic, retention, now, startAt, historyAt, seed};
    const pollers = scenario.consumers.filter(consumer => consumer.kind !== 'enhanced');
    const fanOut = scenario.consumers.filter(consumer => consumer.kind === 'enhanced');
    this.functions = scenario.consumers.filter(consumer => consumer.kind === 'lambda');
    this.hasSharedConsumers = pollers.length > 0;
    this.shared = new ReaderGroup(pollers, world);
    this.enhanced = new Map(fanOut.map(consumer => [consumer.name, new ReaderGroup([consumer], world)]));
    this.registered = fanOut.map(({name}) => this.registration(name, this.createdAt + dayMs, 0));
    const metrics = scenario.shardMetrics === 'ALL' ? shardLevelMetrics : scenario.shardMetrics;
    this.#monitoring = [{from: Number.NEGATIVE_INFINITY, metrics: new Set(metrics)}];
  }

  statusAt(at: number): StreamStatus {
    if (this.deletedAt !== undefined && this.deletedAt <= at) return 'DELETING';
    if (at < this.#readyAt) return 'CREATING';
    return at < this.#busyUntil ? 'UPDATING' : 'ACTIVE';
  }

  /** How long a change that begins now keeps the stream UPDATING: five to ten seconds. */
  nextChangeMs(): number {
    this.#changes++;
    return 5000 + Math.floor(5000 * chance(this.seed, this.#changes, 17));
  }

  busyUntil(at: number): void {
    this.#busyUntil = at;
  }

  openShardCount(at: number): number {
    let count = 0;
    for (const shard of this.layout.shards) if (isOpenAt(shard, at)) count++;
    return count;
  }

  /** The shards that are listed: opened, and not closed for longer than the retention. */
  listedAt(at: number): readonly Shard[] {
    const horizon = this.retention.horizonAt(at);
    return this.layout.shards.filter(
      ({openedAt, closedAt}) =>
        openedAt <= at && (closedAt === undefined || closedAt > at || closedAt > horizon),
    );
  }

  /** The shard-level metrics that are switched on; those of a minute are the ones on at its start. */
  monitoredAt(at: number): ReadonlySet<ShardLevelMetric> {
    return this.#monitoring.findLast(({from}) => from <= at)?.metrics ?? new Set();
  }

  /** Every shard-level metric that was ever on. */
  everMonitored(): ReadonlySet<ShardLevelMetric> {
    return new Set(this.#monitoring.flatMap(({metrics}) => [...metrics]));
  }

  monitor(metrics: ReadonlySet<ShardLevelMetric>, at: number): void {
    this.#monitoring.push({from: at, metrics});
  }

  registration(name: string, createdAt: number, takesMs: number): Registered {
    const arn = `${this.arn}/consumer/${name}:${Math.floor(createdAt / 1000)}`;
    return {name, arn, createdAt, readyAt: createdAt + takesMs};
  }

  #splitBefore(scenario: StreamScenario, startAt: number): void {
    for (const {atSecond, shard: number, at} of scenario.splits.toSorted((a, b) => a.atSecond - b.atSecond)) {
      const shard = this.layout.shards[number];
      if (!shard || shard.closedAt !== undefined)
        throw new Error(`Stream ${scenario.name} of the scenario splits shard ${number}, which is not open.`);
      const offset = (keyAt(at) * sizeOf(shard.range)) >> 128n;
      this.layout.split(shard, shard.range.start + offset, startAt + atSecond * 1000);
    }
  }
}
