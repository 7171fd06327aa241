import {createHash} from 'node:crypto';
import type {NewMessage, Sent} from './shape.ts';

/** FIFO guide, "Exactly-once processing": five minutes, whether the first one was deleted or not. */
const rememberedMs = 300_000;

/** What a FIFO queue was sent lately, by deduplication id. */
export class Deduplication {
  readonly #sent = new Map<string, {readonly sent: Sent; readonly at: number}>();

  find(id: string, now: number): Sent | undefined {
    const known = this.#sent.get(id);
    return known && now - known.at < rememberedMs ? known.sent : undefined;
  }

  remember(id: string, sent: Sent, now: number): void {
    for (const [known, {at}] of this.#sent) {
      if (now - at < rememberedMs) break;
      this.#sent.delete(known);
    }
    this.#sent.delete(id);
    this.#sent.set(id, {sent, at: now});
  }
}

/** The one that came with it, else its content where the queue goes by that. */
export function deduplicationIdOf(message: NewMessage, byContent: boolean): string | undefined {
  if (message.deduplicationId !== undefined) return message.deduplicationId;
  return byContent ? createHash('sha256').update(message.body).digest('hex') : undefined;
}
