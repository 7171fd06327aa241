import {createHash} from 'node:crypto';
import * as v from 'valibot';

const ids = v.array(v.string());

/**
 * What a pick is about to do, and what came of it: one line each, for the messages of one request. There are no
 * bodies in it, and no ids in clear.
 */
const lineSchema = v.variant('event', [
  /** Written before a send leaves; whether it arrived, nobody knows until the next line says so. */
  v.object({
    event: v.literal('sending'),
    /** In ms since 1970, by AWS's clock. */
    at: v.number(),
    /** ARN of the queue that the copies go to. */
    to: v.string(),
    /** Until then the messages are hidden, whatever happens to us. */
    hiddenUntil: v.number(),
    ids,
  }),
  /** AWS has the copies. */
  v.object({event: v.literal('sent'), ids}),
  /** AWS said no: there is no copy. */
  v.object({event: v.literal('refused'), ids}),
  /** The messages that were copied are gone from the queue. */
  v.object({event: v.literal('deleted'), ids}),
  /** Copied before, and not in the queue any more when a pick looked at all of it: deleted, as far as can be told. */
  v.object({event: v.literal('unseen'), ids}),
  /** A pick came to its end, and said how many may be there twice. */
  v.object({event: v.literal('ended'), at: v.number()}),
]);

export type IntentLine = v.InferOutput<typeof lineSchema>;

/** Enough of a message's id to know it again. */
export const intentId = (messageId: string): string =>
  createHash('sha256').update(messageId).digest('hex').slice(0, 24);

/** The lines of a file. One that is not whole was cut off by a crash: what it would say was not done yet. */
export function linesOf(text: string): readonly IntentLine[] {
  return text
    .split('\n')
    .map(lineOf)
    .filter(line => line !== undefined);
}

function lineOf(text: string): IntentLine | undefined {
  try {
    const read = v.safeParse(lineSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
