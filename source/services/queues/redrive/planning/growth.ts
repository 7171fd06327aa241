import type {RedriveFacts} from '../facts.ts';

const lookedBackMs = 10 * 60_000;

/** How much the queue gained in the last ten minutes; undefined where it is not known what it held. */
export function gainedLately({
  asOf,
  depth,
  depths,
}: Pick<RedriveFacts, 'asOf' | 'depth' | 'depths'>): number | undefined {
  const before = depths.findLast(({at}) => at <= asOf - lookedBackMs);
  return before === undefined ? undefined : depth - before.messages;
}
