import type {Clock} from '../../clock.ts';
import type {Scenario, StreamScenario} from '../scenarios/schema.ts';
import {Stream} from './stream.ts';

/** What the streams of an account are made from. */
export type KinesisOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: Clock;
  readonly startAt: number;
  readonly enforceRates: boolean;
};

/** How long a stream that was deleted is still seen as DELETING. */
const deletingMs = 6000;

/** The streams of an account in all its regions. */
export class World {
  readonly options: KinesisOptions;
  readonly #regions: ReadonlyMap<string, Map<string, Stream>>;

  constructor(options: KinesisOptions) {
    this.options = options;
    this.#regions = new Map(options.scenario.regions.map(region => [region, new Map()]));
    const [firstRegion] = options.scenario.regions;
    for (const scenario of options.scenario.streams) {
      const region = scenario.region ?? firstRegion;
      if (region === undefined || !options.scenario.regions.includes(region))
        throw new Error(`Stream ${scenario.name} is in ${region}, which is not a region of the scenario.`);
      this.#add(scenario, region);
    }
  }

  now(): number {
    return Math.floor(this.options.clock.now());
  }

  stream(region: string, name: string): Stream | undefined {
    const stream = this.#regions.get(region)?.get(name);
    if (!stream || (stream.deletedAt !== undefined && stream.deletedAt + deletingMs <= this.now()))
      return undefined;
    return stream;
  }

  /** The streams of a region by name. */
  streamsOf(region: string): readonly Stream[] {
    return [...(this.#regions.get(region)?.values() ?? [])]
      .filter(stream => this.stream(region, stream.name) === stream)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  create(scenario: StreamScenario, region: string, readyAt: number): void {
    this.#add(scenario, region, {createdAt: this.now(), readyAt});
  }

  /** Open shards of the provisioned streams of a region; AWS limits them together. */
  provisionedShards(region: string): number {
    const at = this.now();
    return this.streamsOf(region)
      .filter(stream => stream.mode === 'PROVISIONED')
      .reduce((sum, stream) => sum + stream.openShardCount(at), 0);
  }

  #add(scenario: StreamScenario, region: string, times: {createdAt?: number; readyAt?: number} = {}): void {
    const {seed, startAt} = this.options;
    const {accountId} = this.options.scenario;
    const stream = new Stream({scenario, region, accountId, seed, startAt, now: () => this.now(), ...times});
    this.#regions.get(region)?.set(scenario.name, stream);
  }
}
