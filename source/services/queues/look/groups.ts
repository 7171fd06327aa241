import type {HeldMessage} from '../messages/message.ts';
import type {Look, MessageGroup} from '../model.ts';
import {exampleOf} from './example.ts';
import {shapeOf} from './shape.ts';

/** Nobody reads more of them; the rest is counted. */
const mostGroups = 20;
const longestShape = 240;

type Tally = {
  readonly text: string;
  readonly source: string | undefined;
  readonly example: string;
  count: number;
  first: number | undefined;
  last: number | undefined;
};

/** Messages by the way in which they failed. Keeps no body: of each it needs the shape, and of one an example. */
export class Groups {
  readonly #tallies = new Map<string, Tally>();
  #messages = 0;

  get messages(): number {
    return this.#messages;
  }

  add(message: HeldMessage): void {
    this.#messages += 1;
    const {id, text} = shapeOf(message);
    const known = this.#tallies.get(id);
    const {sentAt, deadLetterSource: source} = message;
    if (!known) {
      const tally = {text, source, example: exampleOf(message), count: 1, first: sentAt, last: sentAt};
      this.#tallies.set(id, tally);
      return;
    }
    known.count += 1;
    if (sentAt === undefined) return;
    known.first = Math.min(known.first ?? sentAt, sentAt);
    known.last = Math.max(known.last ?? sentAt, sentAt);
  }

  finish(now: number, whole: boolean): Look {
    const groups = [...this.#tallies]
      .map(([id, tally]) => groupOf(id, tally))
      .toSorted((a, b) => b.count - a.count || a.shape.localeCompare(b.shape) || a.id.localeCompare(b.id));
    return {
      lookedAt: new Date(now).toISOString(),
      messages: this.#messages,
      whole,
      groups: groups.slice(0, mostGroups),
      otherShapes: Math.max(0, groups.length - mostGroups),
    };
  }
}

function groupOf(id: string, {text, source, example, count, first, last}: Tally): MessageGroup {
  return {
    id,
    shape: text.length <= longestShape ? text : `${text.slice(0, longestShape - 1)}…`,
    source: source ?? null,
    count,
    firstSentAt: timeOf(first),
    lastSentAt: timeOf(last),
    example,
  };
}

const timeOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();
