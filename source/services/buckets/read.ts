import {asTheyCome} from '../as-they-come.ts';
import type {Known, Reader} from '../reader.ts';
import type {ReadOnContext} from '../service.ts';
import type {BucketDetail, BucketFacts, ListedBucket} from './facts.ts';
import {mostBuckets, type OrderContext, readingOrder, type Tried, type Turn} from './reading-order.ts';
import {countsOf} from './scan/memory.ts';
import {sizesOf} from './sizes.ts';
import {thresholdsWith} from './thresholds.ts';

const listEverySeconds = 600;
const typesEverySeconds = 6 * 3600;

/** A snapshot reads more of them, where they are large enough for a warning: it has no second refresh. */
const mostBucketsOnce = 300;

const listed = 's3:ListBuckets';
const typed = 'cloudwatch:ListMetrics';

type ListStorageTypes = typeof import('./requests.ts').listStorageTypes;
type Settings = typeof import('./settings.ts').settings;
type StorageTypes = ReadonlyMap<string, readonly string[]>;

/** Reads every bucket that is this session's; yields what is known so far each time something was learned. */
export async function* read(reader: Reader): AsyncGenerator<BucketFacts> {
  const requests = await import('./requests.ts');
  const {settings} = await import('./settings.ts');
  const before = reader.remembered<readonly ListedBucket[]>(listed, '');
  const reading = new Reading(reader, requests.listStorageTypes, settings);
  if (before?.value) {
    reading.list(before);
    yield reading.facts;
  }
  reading.list(await reader.known(listed, '', listEverySeconds, requests.listBuckets));
  yield reading.facts;
  for await (const _ of asTheyCome(reading.learn())) yield reading.facts;
}

/** In an account full of buckets, settings are read when their sizes are known, the largest first. */
export async function* readOn(
  reader: Reader,
  facts: BucketFacts,
  {book, once}: ReadOnContext,
): AsyncGenerator<BucketFacts> {
  const {value: buckets} = facts.buckets;
  if (buckets === undefined || !areMany(buckets)) return;
  const requests = await import('./requests.ts');
  const {settings} = await import('./settings.ts');
  const reading = new Reading(reader, requests.listStorageTypes, settings);
  reading.list(facts.buckets);
  const sizeOf = sizesOf(facts, {book, thresholds: thresholdsWith(reader.session.thresholds)});
  const large = buckets.filter(bucket => sizeOf(bucket).isLarge).length;
  const most = once ? Math.min(mostBucketsOnce, Math.max(mostBuckets, large)) : mostBuckets;
  const {turns, later} = reading.order({sizeOf: bucket => sizeOf(bucket).bytes, most});
  // A few hundred requests at a time: what waits too long for its turn would look as if AWS did not answer.
  for (let from = 0; from < turns.length; from += mostBuckets) {
    const asked = reading.learnSettings(turns.slice(from, from + mostBuckets));
    for await (const _ of asTheyCome(asked)) yield reading.facts;
  }
  const never = later.filter(({name}) => !reading.wasAsked(name));
  if (!once || never.length === 0) return;
  const left = never.filter(bucket => sizeOf(bucket).isLarge).length;
  yield {...reading.facts, passedOver: {buckets: never.length, of: buckets.length, large: left}};
}

/** One round of reading: what is known, and what is asked. */
class Reading {
  readonly #reader: Reader;
  readonly #listStorageTypes: ListStorageTypes;
  readonly #settings: Settings;
  #buckets: Known<readonly ListedBucket[]> = {value: [], asOf: 0};
  #details = new Map<string, BucketDetail>();
  #storageTypes = new Map<string, Known<StorageTypes>>();

  constructor(reader: Reader, listStorageTypes: ListStorageTypes, settings: Settings) {
    this.#reader = reader;
    this.#listStorageTypes = listStorageTypes;
    this.#settings = settings;
  }

  get facts(): BucketFacts {
    return {
      buckets: this.#buckets,
      storageTypes: new Map(this.#storageTypes),
      details: new Map(this.#details),
      counts: countsOf(this.#reader.session).all(this.#reader.now),
    };
  }

  list(buckets: Known<readonly ListedBucket[]>): void {
    this.#buckets = buckets;
    this.#details = new Map((buckets.value ?? []).map(({name}) => [name, this.#rememberedDetail(name)]));
    for (const region of this.#regions()) {
      const known = this.#reader.remembered<StorageTypes>(typed, region);
      if (known) this.#storageTypes.set(region, known);
    }
  }

  /** Of many buckets, only what somebody looks at: which others are worth it is known with their sizes. */
  learn(): readonly Promise<void>[] {
    const {view} = this.#reader;
    const buckets = this.#buckets.value ?? [];
    const looked = buckets.filter(({arn}) => arn === view.open || view.visible.includes(arn)).length;
    const {turns} = this.order(areMany(buckets) ? {most: Math.min(mostBuckets, looked)} : {});
    return [...[...this.#regions()].map(region => this.#learnTypes(region)), ...this.learnSettings(turns)];
  }

  learnSettings(turns: readonly Turn[]): readonly Promise<void>[] {
    return turns.flatMap(turn => this.#learnSettings(turn));
  }

  /** Whose turn it is; what is known of the others is kept. */
  order(how: Pick<OrderContext, 'sizeOf' | 'most'>): ReturnType<typeof readingOrder> {
    const {view, now} = this.#reader;
    const tried = (name: string) => this.#tried(name);
    const order = readingOrder(this.#buckets.value ?? [], {view, now, tried, ...how});
    for (const {name} of order.later) {
      for (const {operation} of Object.values(this.#settings)) this.#reader.keep(operation, name);
    }
    return order;
  }

  wasAsked(name: string): boolean {
    return this.#tried(name) !== undefined;
  }

  #regions(): ReadonlySet<string> {
    return new Set((this.#buckets.value ?? []).map(({region}) => region));
  }

  async #learnTypes(region: string): Promise<void> {
    const types = await this.#reader.known(typed, region, typesEverySeconds, session =>
      this.#listStorageTypes(session, region),
    );
    this.#storageTypes.set(region, types);
  }

  #learnSettings({bucket, everySeconds}: Turn): readonly Promise<void>[] {
    const {name} = bucket;
    return settingNames(this.#settings).map(async setting => {
      const {operation, ask} = this.#settings[setting];
      const known = await this.#reader.known<unknown>(operation, name, everySeconds, session =>
        ask(session, bucket),
      );
      this.#details.set(name, {...this.#details.get(name), [setting]: known});
    });
  }

  #tried(name: string): Tried | undefined {
    const tried = Object.values(this.#settings).map(({operation}) => this.#reader.tried(operation, name));
    const known = tried.filter(each => each !== undefined);
    if (known.length < tried.length) return undefined;
    return {at: Math.min(...known.map(({at}) => at)), again: known.some(({again}) => again)};
  }

  #rememberedDetail(name: string): BucketDetail {
    const parts = settingNames(this.#settings).flatMap(setting => {
      const known = this.#reader.remembered<unknown>(this.#settings[setting].operation, name);
      return known ? [[setting, known] as const] : [];
    });
    return Object.fromEntries(parts);
  }
}

const areMany = (buckets: readonly ListedBucket[]): boolean => buckets.length > mostBuckets;

const settingNames = (settings: Settings): readonly (keyof Settings)[] =>
  Object.keys(settings) as (keyof Settings)[];
