import {createHash} from 'node:crypto';
import type {BucketScenario} from '../scenarios/schema.ts';
import {mix} from '../world/random.ts';
import {Family} from './computed/family.ts';
import {Contents} from './contents.ts';
import {dayMs} from './days.ts';
import {Lifecycles} from './lifecycle.ts';
import type {DailyFigures} from './metrics.ts';
import {piecesOf} from './pieces.ts';
import type {BucketSettings, BucketTruth, RestoreAnswer, SimulatedBucket, SimulatedUpload} from './shape.ts';
import {addStored, agesOf, tiersOf} from './storage-types.ts';
import {inOrder, uploadIdOf, uploadsOf} from './uploads.ts';

export type BucketOptions = {
  readonly scenario: BucketScenario;
  readonly region: string;
  readonly createdAt: number;
  readonly seed: number;
  readonly startAt: number;
  readonly now: () => number;
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
  readonly #figures = new Map<number, DailyFigures>();
  #settings: BucketSettings;
  #uploads: SimulatedUpload[];
  #numbers = 0;

  constructor({scenario, region, createdAt, seed, startAt, now}: BucketOptions) {
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
      now,
    });
    for (const {key, bytes: size, storageClass, daysAgo} of scenario.single) {
      const etag = createHash('md5').update(`${seed} ${key}`).digest('hex');
      this.#change(key, wholeSecond(startAt - daysAgo * dayMs), {size, storageClass, etag, body: undefined});
    }
    this.#uploads = scenario.uploads
      .flatMap((each, index) => uploadsOf(each, {seed: mix(seed, 31, index), startAt}))
      .sort(inOrder);
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

  objects(from: {readonly prefix: string; readonly after: string}) {
    return this.#contents.objects(from);
  }

  versions(from: {readonly prefix: string; readonly after: string}) {
    return this.#contents.versions(from);
  }

  object(key: string) {
    return this.#contents.object(key);
  }

  body(key: string): Buffer | undefined {
    const object = this.object(key);
    if (!object) return undefined;
    const put = this.#contents.changes.of(key, this.#now()).changes[0]?.object?.body;
    return put ?? Buffer.alloc(object.size);
  }

  put(key: string, body: Buffer, storageClass: string) {
    const etag = createHash('md5').update(body).digest('hex');
    this.#change(key, wholeSecond(this.#now()), {size: body.length, storageClass, etag, body});
    const object = this.object(key);
    if (!object) throw new Error('What was just put is not there.');
    return object;
  }

  delete(key: string): void {
    const isThere = this.object(key) !== undefined;
    if (isThere || this.#settings.versioning !== undefined)
      this.#change(key, wholeSecond(this.#now()), undefined);
  }

  restore(key: string, days: number, tier: 'Expedited' | 'Standard' | 'Bulk'): RestoreAnswer {
    const object = this.object(key);
    return object ? this.#contents.restores.start(object, days, tier, this.#now()) : 'no-such-key';
  }

  uploads(): readonly SimulatedUpload[] {
    return this.#uploadsAt(this.#now());
  }

  beginUpload(key: string, storageClass: string): SimulatedUpload {
    const uploadId = uploadIdOf(this.seed, 1_000_000 + this.#numbers++);
    const upload = {key, uploadId, initiatedAt: wholeSecond(this.#now()), storageClass, parts: []};
    this.#uploads = [...this.#uploads, upload].sort(inOrder);
    return upload;
  }

  abort(key: string, uploadId: string): boolean {
    const left = this.#uploads.filter(each => each.key !== key || each.uploadId !== uploadId);
    const found = left.length < this.#uploads.length;
    this.#uploads = left;
    return found;
  }

  truth(): BucketTruth {
    const byClass = new Map<string, {objects: number; bytes: number}>();
    const all = {objects: 0, bytes: 0};
    for (const {storageClass, size, times, current} of piecesOf(this.#contents, this.#now())) {
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
    for (const piece of piecesOf(this.#contents, day, agesOf(tiers))) {
      objects += piece.times;
      addStored(piece, tiers, day, add);
    }
    for (const {parts, storageClass} of this.#uploadsAt(day))
      for (const {size, modifiedAt} of parts) {
        if (modifiedAt > day) continue;
        objects += 1;
        add(staging.get(storageClass) ?? 'StandardStorage', size);
      }
    return {bytesByType, objects};
  }

  #uploadsAt(at: number): readonly SimulatedUpload[] {
    return this.#uploads.filter(
      ({key, initiatedAt}) => initiatedAt <= at && !this.#lifecycles.aborts(key, initiatedAt, at),
    );
  }

  /** Without versions, what comes takes the place of what was there. */
  #change(key: string, at: number, object: Parameters<Contents['changes']['add']>[1]['object']): void {
    const {versioning} = this.#settings;
    const keepsOlder = versioning !== undefined;
    const versionId = versioning === 'Enabled' ? uploadIdOf(this.seed, 2_000_000 + this.#numbers++) : 'null';
    this.#contents.changes.add(key, {at, versionId, object, keepsOlder});
  }
}

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
