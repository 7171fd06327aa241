import {createHash} from 'node:crypto';
import type {BucketScenario} from '../scenarios/schema.ts';
import {mix} from '../world/random.ts';
import {Family} from './computed/family.ts';
import {Contents} from './contents.ts';
import {dayMs} from './days.ts';
import type {Deliveries} from './inventory/index.ts';
import {Lifecycles} from './lifecycle.ts';
import type {DailyFigures} from './metrics.ts';
import {piecesOf} from './pieces.ts';
import type {
  BucketSettings,
  BucketTruth,
  RestoreAnswer,
  SimulatedBucket,
  SimulatedObject,
  SimulatedUpload,
  UploadEnd,
} from './shape.ts';
import {type ArchiveTier, addStored, agesOf, archiveTierOf, tiersOf} from './storage-types.ts';
import {joined, Uploads, uploadIdOf, uploadsOf} from './uploads.ts';

export type BucketOptions = {
  readonly scenario: BucketScenario;
  readonly region: string;
  readonly createdAt: number;
  readonly seed: number;
  readonly startAt: number;
  readonly now: () => number;
  readonly deliveries: Deliveries;
};

export class Bucket implements SimulatedBucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly denied: boolean;
  readonly seed: number;
  readonly #now: () => number;
  readonly #contents: Contents;
  readonly #lifecycles = new Lifecycles();
  readonly #uploads: Uploads;
  readonly #figures = new Map<number, DailyFigures>();
  #settings: BucketSettings;
  #numbers = 0;

  constructor({scenario, region, createdAt, seed, startAt, now, deliveries}: BucketOptions) {
    this.name = scenario.name;
    this.region = region;
    this.createdAt = createdAt;
    this.denied = scenario.denied;
    this.seed = seed;
    this.#now = now;
    this.#settings = settingsOf(scenario);
    this.#contents = new Contents({
      families: familiesOf(scenario, {seed, startAt, lifecycles: this.#lifecycles}),
      lifecycles: this.#lifecycles,
      isVersioned: () => this.#settings.versioning !== undefined,
      wasVersioned: scenario.versioning !== undefined,
      delivered: at => deliveries(this, at),
      now,
    });
    for (const {key, bytes: size, storageClass, daysAgo} of scenario.single) {
      const etag = createHash('md5').update(`${seed} ${key}`).digest('hex');
      this.#change(key, wholeSecond(startAt - daysAgo * dayMs), {size, storageClass, etag, body: undefined});
    }
    this.#uploads = new Uploads(
      scenario.uploads.flatMap((each, index) => uploadsOf(each, {seed: mix(seed, 31, index), startAt})),
      ({key, initiatedAt}, at) => !this.#lifecycles.aborts(key, initiatedAt, at),
    );
  }

  settings(): BucketSettings {
    return this.#settings;
  }

  /** A lifecycle that the scenario gave has made the computed objects what they are; one that is put acts on them. */
  change(settings: Partial<BucketSettings>): void {
    this.#settings = {...this.#settings, ...settings};
    if (!('lifecycle' in settings) && settings.transitionDefaultMinimumObjectSize === undefined) return;
    const {lifecycle, transitionDefaultMinimumObjectSize} = this.#settings;
    this.#lifecycles.put(lifecycle, transitionDefaultMinimumObjectSize, this.#now());
  }

  objects(from: {readonly prefix: string; readonly after: string; readonly at?: number}) {
    return this.#contents.objects(from);
  }

  versions(from: {readonly prefix: string; readonly after: string; readonly at?: number}) {
    return this.#contents.versions(from);
  }

  object(key: string) {
    return this.#contents.object(key);
  }

  body(key: string): Buffer | Promise<Buffer> | undefined {
    const object = this.object(key);
    if (!object) return undefined;
    const put = this.#contents.changes.of(key, this.#now()).changes[0]?.object;
    const delivered = put ? undefined : this.#contents.deliveredAs(key, this.#now());
    return put?.body ?? delivered?.content() ?? Buffer.alloc(object.size);
  }

  put(key: string, body: Buffer, storageClass: string) {
    const etag = createHash('md5').update(body).digest('hex');
    return this.#put(key, {size: body.length, storageClass, etag, body});
  }

  delete(key: string): void {
    const isThere = this.object(key) !== undefined;
    if (isThere || this.#settings.versioning !== undefined)
      this.#change(key, wholeSecond(this.#now()), undefined);
  }

  restore(key: string, days: number, tier: 'Expedited' | 'Standard' | 'Bulk'): RestoreAnswer {
    const object = this.object(key);
    if (!object) return 'no-such-key';
    const {restores} = this.#contents;
    return restores.start({object, from: this.archiveTier(object), days, tier, now: this.#now()});
  }

  archiveTier(object: SimulatedObject): ArchiveTier | undefined {
    if (object.storageClass !== 'INTELLIGENT_TIERING') return undefined;
    const now = this.#now();
    const untouchedSince = this.#contents.restores.leftAt(object, now) ?? object.modifiedAt;
    const ageDays = (now - untouchedSince) / dayMs;
    return archiveTierOf(object.size, tiersOf(this.#settings.intelligentTiering), ageDays);
  }

  uploads(): readonly SimulatedUpload[] {
    return this.#uploads.at(this.#now());
  }

  beginUpload(key: string, storageClass: string): SimulatedUpload {
    const uploadId = uploadIdOf(this.seed, 1_000_000 + this.#numbers++);
    const initiatedAt = wholeSecond(this.#now());
    return this.#uploads.begin({key, uploadId, initiatedAt, storageClass, parts: []});
  }

  putPart(key: string, uploadId: string, number: number, body: Buffer): string | undefined {
    const upload = this.#uploads.find(key, uploadId, this.#now());
    return upload && this.#uploads.put(upload, number, body, this.#now());
  }

  complete(key: string, uploadId: string, parts: Parameters<typeof joined>[1]): UploadEnd {
    const upload = this.#uploads.find(key, uploadId, this.#now());
    if (!upload) return 'no-such-upload';
    const whole = joined(upload, parts);
    if (typeof whole === 'string') return whole;
    this.#uploads.end(upload);
    return this.#put(key, whole);
  }

  abort(key: string, uploadId: string): boolean {
    const upload = this.#uploads.find(key, uploadId, this.#now());
    if (upload) this.#uploads.end(upload);
    return upload !== undefined;
  }

  truth(at = this.#now(), prefix = ''): BucketTruth {
    const byClass = new Map<string, {objects: number; bytes: number}>();
    const all = {objects: 0, bytes: 0};
    for (const {storageClass, size, times, current} of piecesOf(this.#contents, at, {prefix})) {
      if (!current || storageClass === undefined) continue;
      const ofClass = byClass.get(storageClass) ?? {objects: 0, bytes: 0};
      byClass.set(storageClass, ofClass);
      for (const sum of [ofClass, all]) {
        sum.objects += times;
        sum.bytes += size * times;
      }
    }
    for (const [name, {objects}] of byClass) if (objects === 0) byClass.delete(name);
    return {...all, byClass};
  }

  extent({prefix, at, all}: {readonly prefix: string; readonly at: number; readonly all: boolean}) {
    let rows = 0;
    for (const {times, current} of piecesOf(this.#contents, at, {prefix})) if (all || current) rows += times;
    const {changes} = this.#contents;
    const changed = changes.keys();
    return {rows, named: changed.map(key => ({key, times: changes.of(key, at).changes.length + 1}))};
  }

  /** Of a day that is past: once known, it stays. */
  figures(day: number): DailyFigures {
    const known = this.#figures.get(day);
    if (known) return known;
    const figures = this.#figuresOf(day);
    this.#figures.set(day, figures);
    return figures;
  }

  #figuresOf(day: number): DailyFigures {
    const bytesByType = new Map<string, number>();
    let objects = 0;
    const add = (type: string, bytes: number) => bytesByType.set(type, (bytesByType.get(type) ?? 0) + bytes);
    const tiers = tiersOf(this.#settings.intelligentTiering);
    for (const piece of piecesOf(this.#contents, day, {ages: agesOf(tiers)})) {
      objects += piece.times;
      addStored(piece, tiers, day, add);
    }
    for (const {parts, storageClass} of this.#uploads.at(day))
      for (const {size, modifiedAt} of parts) {
        if (modifiedAt > day) continue;
        objects += 1;
        add(staging.get(storageClass) ?? 'StandardStorage', size);
      }
    return {bytesByType, objects};
  }

  #put(key: string, written: NonNullable<Written>): SimulatedObject {
    this.#change(key, wholeSecond(this.#now()), written);
    const object = this.object(key);
    if (!object) throw new Error('What was just put is not there.');
    return object;
  }

  /** Without versions, what comes takes the place of what was there. */
  #change(key: string, at: number, object: Written): void {
    const {versioning} = this.#settings;
    const keepsOlder = versioning !== undefined;
    const versionId = versioning === 'Enabled' ? uploadIdOf(this.seed, 2_000_000 + this.#numbers++) : 'null';
    this.#contents.changes.add(key, {at, versionId, object, keepsOlder});
  }
}

type Written = Parameters<Contents['changes']['add']>[1]['object'];

/** Where parts wait until their upload is finished; other classes have no such place. */
const staging: ReadonlyMap<string, string> = new Map([
  ['GLACIER', 'GlacierStagingStorage'],
  ['DEEP_ARCHIVE', 'DeepArchiveStagingStorage'],
]);

function familiesOf(
  {name, objects}: BucketScenario,
  options: {readonly seed: number; readonly startAt: number; readonly lifecycles: Lifecycles},
): Family[] {
  const seen = new Set<string>();
  return objects.map((scenario, index) => {
    const {prefix, keys, sinceDaysAgo, untilDaysAgo} = scenario;
    if (seen.has(`${keys} ${prefix}`))
      throw new Error(
        `Bucket ${name} has two kinds of ${keys} objects under "${prefix}": give each a prefix.`,
      );
    if (sinceDaysAgo <= untilDaysAgo)
      throw new Error(
        `Objects of bucket ${name} end before they begin: sinceDaysAgo must be more than untilDaysAgo.`,
      );
    seen.add(`${keys} ${prefix}`);
    return new Family({...options, scenario, seed: mix(options.seed, 7, index)});
  });
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

function settingsOf(scenario: BucketScenario): BucketSettings {
  const {versioning, lifecycle, transitionDefaultMinimumObjectSize, encryption, inventories} = scenario;
  return {
    versioning,
    lifecycle:
      lifecycle === undefined
        ? undefined
        : `<LifecycleConfiguration xmlns="${namespace}">${lifecycle}</LifecycleConfiguration>`,
    transitionDefaultMinimumObjectSize,
    encryption,
    publicAccessBlock: scenario.publicAccessBlock,
    intelligentTiering: scenario.intelligentTiering.map(({id, archiveDays, deepArchiveDays}) => ({
      id,
      ...(archiveDays === undefined ? {} : {archiveDays}),
      ...(deepArchiveDays === undefined ? {} : {deepArchiveDays}),
    })),
    inventories,
  };
}

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
