import {type HeldMessage, messageBytes} from '../../messages/message.ts';
import type {Intent} from '../intents/ledger.ts';
import {intentId} from '../intents/line.ts';

/** Why a message is given back. */
export type Kept =
  /** It is none of those that are wanted. */
  | 'other'
  /** Of a FIFO queue: something before it in its group stays, and must not be overtaken. */
  | 'behind'
  /** No queue is known that it failed in. */
  | 'nowhere'
  | 'too-large'
  /** As many as were asked for have been picked, or it ended before its turn. */
  | 'enough';

export type Place = {
  /** A queue's ARN, or a file's path. */
  readonly to: string;
  /** Of a queue that takes no larger messages. */
  readonly mostBytes: number | undefined;
};

export type Chosen = {
  /** Copied by an earlier pick: only their deletion is missing. */
  readonly finish: readonly HeldMessage[];
  /** By where they go, in their order. */
  readonly copy: ReadonlyMap<string, readonly HeldMessage[]>;
  readonly keep: readonly {readonly message: HeldMessage; readonly why: Kept}[];
};

export type Choosing = {
  readonly intents: ReadonlyMap<string, Intent>;
  /** How many more may be picked. */
  readonly room: number;
  /** Where a message goes; undefined when nobody knows. */
  readonly placeOf: (message: HeldMessage) => Place | undefined;
  /** Of a FIFO queue, the groups in which a message stays; this adds to them. Undefined for a standard queue. */
  readonly barred: Set<string | undefined> | undefined;
};

/** What is done with each message of one receive. */
export function choose(
  messages: readonly {readonly message: HeldMessage; readonly wanted: boolean}[],
  {intents, room, placeOf, barred}: Choosing,
): Chosen {
  const finish: HeldMessage[] = [];
  const copy = new Map<string, HeldMessage[]>();
  const keep: {message: HeldMessage; why: Kept}[] = [];
  let left = room;
  for (const {message, wanted} of messages) {
    const intent = intents.get(intentId(message.id));
    if (intent?.sent || intent?.deleted) {
      finish.push(message);
      continue;
    }
    const verdict = verdictOn(message, {wanted, placeOf, barred, left});
    if (typeof verdict === 'string') {
      keep.push({message, why: verdict});
      barred?.add(message.groupId);
      continue;
    }
    left -= 1;
    copy.set(verdict.to, [...(copy.get(verdict.to) ?? []), message]);
  }
  return {finish, copy, keep};
}

function verdictOn(
  message: HeldMessage,
  {
    wanted,
    placeOf,
    barred,
    left,
  }: Pick<Choosing, 'placeOf' | 'barred'> & {readonly wanted: boolean; readonly left: number},
): Kept | Place {
  if (!wanted) return 'other';
  if (barred?.has(message.groupId)) return 'behind';
  const place = placeOf(message);
  if (!place) return 'nowhere';
  if (place.mostBytes !== undefined && messageBytes(message) > place.mostBytes) return 'too-large';
  return left > 0 ? place : 'enough';
}
