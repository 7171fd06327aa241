import type {Queue} from './queue.ts';

/** The queues that are there, by name and by ARN, and which of them is whose dead-letter queue. */
export class Registry {
  readonly #regions: ReadonlyMap<string, Map<string, Queue>>;
  readonly #byArn = new Map<string, Queue>();
  readonly #sorted = new Map<string, readonly Queue[]>();
  #sources: Map<string, Queue[]> | undefined;

  constructor(regions: readonly string[]) {
    this.#regions = new Map(regions.map(region => [region, new Map()]));
  }

  add(queue: Queue): void {
    this.#regions.get(queue.region)?.set(queue.name, queue);
    this.#byArn.set(queue.arn, queue);
    this.#changed(queue.region);
  }

  remove(queue: Queue): void {
    if (this.#byArn.get(queue.arn) !== queue) return;
    this.#regions.get(queue.region)?.delete(queue.name);
    this.#byArn.delete(queue.arn);
    this.#changed(queue.region);
  }

  byArn(arn: string | undefined): Queue | undefined {
    return arn === undefined ? undefined : this.#byArn.get(arn);
  }

  byName(region: string, name: string): Queue | undefined {
    return this.#regions.get(region)?.get(name);
  }

  inRegion(region: string): readonly Queue[] {
    const known = this.#sorted.get(region);
    if (known) return known;
    const queues = [...(this.#regions.get(region)?.values() ?? [])].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    this.#sorted.set(region, queues);
    return queues;
  }

  /** The queues whose dead letters go to this one. */
  sourcesOf(queue: Queue): readonly Queue[] {
    this.#sources ??= this.#linked();
    return this.#sources.get(queue.arn) ?? [];
  }

  /** Somebody's redrive policy may be another one. */
  relink(): void {
    this.#sources = undefined;
  }

  #linked(): Map<string, Queue[]> {
    const sources = new Map<string, Queue[]>();
    for (const queue of this.#byArn.values()) {
      const arn = queue.settings().deadLetter?.arn;
      if (arn === undefined) continue;
      sources.set(arn, [...(sources.get(arn) ?? []), queue]);
    }
    return sources;
  }

  #changed(region: string): void {
    this.#sorted.delete(region);
    this.relink();
  }
}
