import type {Work} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import type {HeldMessage} from '../../messages/message.ts';
import type {Patience} from '../../messages/patience.ts';
import type {SaveFile} from '../../messages/save.ts';
import {sendCopies} from '../../messages/send.ts';
import {written} from '../../messages/written.ts';
import type {Destination} from '../facts.ts';
import type {IntentFile} from '../intents/file.ts';
import {intentId} from '../intents/line.ts';

/** What became of the copies of one batch. */
type Copied = {
  /** The copy is safe: the message may be deleted. */
  readonly copied: readonly HeldMessage[];
  readonly refused: readonly HeldMessage[];
  /** Nobody can say whether there is a copy. */
  readonly unknown: readonly HeldMessage[];
  /** Nothing more can be copied. */
  readonly problem: Problem | undefined;
  /** Why the first of those was refused that AWS did not take, message by message. */
  readonly refusal: Problem | undefined;
};

export type Copier = (messages: readonly HeldMessage[]) => Promise<Copied>;

/** Into a queue: it is on the disk what is about to be sent, before it is. */
export function queueCopier(
  work: Pick<Work<unknown>, 'send' | 'now'>,
  {arn, url}: Destination,
  {
    fifo,
    intents,
    patience,
  }: {readonly fifo: boolean; readonly intents: IntentFile; readonly patience: Patience},
): Copier {
  return async messages => {
    const hiddenUntil = Math.max(...messages.map(message => message.hiddenUntil));
    const unwritten = tried(() =>
      intents.append({event: 'sending', at: work.now(), to: arn, hiddenUntil, ids: idsOf(messages)}),
    );
    if (unwritten) return {...none, refused: messages, problem: unwritten};
    const sending = sendCopies(work, {url, ...(fifo && {deduplicationIdOf})}, messages);
    const answer = await patience.for(sending);
    if (!answer) return {...none, unknown: messages};
    const those = (is: string) =>
      answer.outcomes.filter(outcome => outcome.is === is).map(({message}) => message);
    const [copied, refused] = [those('sent'), those('refused')];
    const untold = tried(() => {
      if (refused.length > 0) intents.append({event: 'refused', ids: idsOf(refused)});
      if (copied.length > 0) intents.append({event: 'sent', ids: idsOf(copied)});
    });
    const {problem = untold, refusal} = answer;
    return {copied, refused, unknown: those('unknown'), problem, refusal};
  };
}

const none: Copied = {copied: [], refused: [], unknown: [], problem: undefined, refusal: undefined};

/** Into a file: what the disk has, was copied. */
export const fileCopier =
  (file: SaveFile): Copier =>
  async messages => {
    const problem = tried(() => file.write(messages));
    return problem ? {...none, refused: messages, problem} : {...none, copied: messages};
  };

/** A file that cannot be written ends the pick like a queue that takes nothing. */
export function tried(write: () => void): Problem | undefined {
  const done = written(write);
  return done.ok ? undefined : done.problem;
}

/**
 * The same for the same message whenever it is sent, and for no other. Left to the content, a copy of what was
 * sent within five minutes would be dropped, and the message deleted all the same.
 */
const deduplicationIdOf = ({id}: HeldMessage): string => `pick-${id}`;

const idsOf = (messages: readonly HeldMessage[]): string[] => messages.map(({id}) => intentId(id));
