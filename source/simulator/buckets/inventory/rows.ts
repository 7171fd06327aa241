import type {Row} from './columns.ts';
import type {Inventory, ReportedBucket} from './index.ts';

/** Where in a bucket the rows of a file begin: behind a key, and behind so many versions of the next one. */
export type Place = {readonly after: string; readonly skip: number};
export const beginning: Place = {after: '', skip: 0};

/** Gives the rows of a report piece by piece, and where the next one would go on. */
export class RowReader {
  readonly #rows: Iterator<Row>;
  #after: string;
  #current: string | undefined;
  #ofCurrent = 0;

  constructor(
    bucket: ReportedBucket,
    {inventory, at, place}: {inventory: Inventory; at: number; place: Place},
  ) {
    const from = {prefix: inventory.prefix, after: place.after, at};
    const rows: Iterable<Row> = inventory.versions === 'All' ? bucket.versions(from) : bucket.objects(from);
    this.#rows = rows[Symbol.iterator]();
    this.#after = place.after;
    this.take(place.skip);
  }

  take(most: number): readonly Row[] {
    const taken: Row[] = [];
    while (taken.length < most) {
      const {done, value: row} = this.#rows.next();
      if (done) break;
      if (row.key !== this.#current) {
        this.#after = this.#current ?? this.#after;
        this.#current = row.key;
        this.#ofCurrent = 0;
      }
      this.#ofCurrent++;
      taken.push(row);
    }
    return taken;
  }

  get place(): Place {
    return {after: this.#after, skip: this.#ofCurrent};
  }
}
