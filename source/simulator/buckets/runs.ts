import {compareKeys} from './key-order.ts';

/** Keys in order, by number. */
export type Ordered = {
  readonly from: number;
  readonly to: number;
  readonly key: (index: number) => string;
  /** The first from there on whose key is not before that one. */
  readonly seek: (key: string, from: number) => number;
};

/** A stretch that no other source has a key in; of what was changed by name, a single key. */
export type Run<Source extends Ordered> = {
  readonly source: Source;
  readonly from: number;
  readonly to: number;
};

/**
 * Several sources merged in the order of their keys, stretch by stretch: between two keys of the others, a source
 * is not asked for its keys. Where two have the same key, the earlier source has it alone.
 */
export function* runs<Source extends Ordered>(sources: readonly Source[]): Generator<Run<Source>> {
  const places = sources.flatMap(source =>
    source.from < source.to ? [{source, at: source.from, key: source.key(source.from)}] : [],
  );
  const forward = (place: (typeof places)[number], at: number) => {
    place.at = at;
    if (at < place.source.to) place.key = place.source.key(at);
    else places.splice(places.indexOf(place), 1);
  };
  for (;;) {
    const [head, ...others] = places;
    if (!head) return;
    let first = head;
    for (const place of others) if (compareKeys(place.key, first.key) < 0) first = place;
    let next: string | undefined;
    for (const place of [...places]) {
      if (place === first) continue;
      if (place.key === first.key) forward(place, place.at + 1);
      if (place.at < place.source.to && (next === undefined || compareKeys(place.key, next) < 0))
        next = place.key;
    }
    const {source, at: from} = first;
    const to = next === undefined ? source.to : source.seek(next, from + 1);
    yield {source, from, to};
    forward(first, to);
  }
}
