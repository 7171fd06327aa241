import {asTheyCome} from '../as-they-come.ts';
import type {Known, Reader} from '../reader.ts';
import type {BucketDetail, BucketFacts, ListedBucket} from './facts.ts';
import {readingOrder, type Turn} from './reading-order.ts';
import {countsOf} from './scan/memory.ts';

const listEverySeconds = 600;
const typesEverySeconds = 6 * 3600;

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

  learn(): readonly Promise<void>[] {
    const {view, now} = this.#reader;
    const {turns, later} = readingOrder(this.#buckets.value ?? [], {
      view,
      now,
      readAt: name => readAt(this.#details.get(name) ?? {}, now),
    });
    for (const {name} of later) {
      for (const {operation} of Object.values(this.#settings)) this.#reader.keep(operation, name);
    }
    return [
      ...[...this.#regions()].map(region => this.#learnTypes(region)),
      ...turns.flatMap(turn => this.#learnSettings(turn)),
    ];
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

  #rememberedDetail(name: string): BucketDetail {
    const parts = settingNames(this.#settings).flatMap(setting => {
      const known = this.#reader.remembered<unknown>(this.#settings[setting].operation, name);
      return known ? [[setting, known] as const] : [];
    });
    return Object.fromEntries(parts);
  }
}

const settingNames = (settings: Settings): readonly (keyof Settings)[] =>
  Object.keys(settings) as (keyof Settings)[];

/** When its settings were last learned. What refuses them is not asked before those that nobody asked yet. */
function readAt(detail: BucketDetail, now: number): number | undefined {
  const known = Object.values(detail);
  if (known.length === 0) return undefined;
  return Math.min(...known.map(({asOf}) => asOf ?? now));
}
