import {Heap} from './heap.ts';
import type {Message} from './message.ts';

/** The order in which a queue hands out its messages. */
export type Waiting = {
  /** It is in the queue from now on, perhaps delayed. */
  readonly add: (message: Message) => void;
  /** It became visible. */
  readonly show: (message: Message) => void;
  readonly drop: (message: Message) => void;
  /** What would be received next; `groups` are those of which the same request received already. */
  readonly first: (groups?: ReadonlySet<string>) => Message | undefined;
  readonly clear: () => void;
};

/** Standard: who became visible first comes first, so what comes back stands at the end. */
export function standardOrder(): Waiting {
  const line = new Heap<Message>();
  return {
    add: () => {},
    show: message => line.put(message.availableAt, message),
    drop: () => {},
    first: () => {
      for (;;) {
        const first = line.first;
        if (!first || (first.state === 'visible' && first.availableAt === line.key)) return first;
        line.take();
      }
    },
    clear: () => line.clear(),
  };
}

/** A request receives at most ten, so that those in flight are among the first ten of their group. */
const mostInFlight = 10;

/** FIFO: each group in its order, and nothing of a group of which somebody holds a message. */
export function groupOrder(): Waiting {
  const groups = new Map<string, Message[]>();
  const nextOf = (messages: readonly Message[], isOurs: boolean): Message | undefined => {
    const held = messages.slice(0, mostInFlight).some(message => message.state === 'inFlight');
    const next = held && isOurs ? messages.find(message => message.state !== 'inFlight') : messages[0];
    return (held && !isOurs) || next?.state !== 'visible' ? undefined : next;
  };
  return {
    add: message => {
      const group = message.letter.groupId ?? '';
      const messages = groups.get(group);
      if (messages) messages.push(message);
      else groups.set(group, [message]);
    },
    show: () => {},
    drop: message => {
      const group = message.letter.groupId ?? '';
      const messages = groups.get(group);
      const index = messages?.indexOf(message) ?? -1;
      if (index >= 0) messages?.splice(index, 1);
      if (messages?.length === 0) groups.delete(group);
    },
    first: ours => {
      let first: Message | undefined;
      for (const [group, messages] of groups) {
        const next = nextOf(messages, ours?.has(group) ?? false);
        if (next && (!first || next.sequence < first.sequence)) first = next;
      }
      return first;
    },
    clear: () => groups.clear(),
  };
}
