import type {Work} from '../../../actions/action.ts';
import type {Outcome, Problem} from '../../../aws/problem.ts';
import {deleteHeld} from './delete.ts';
import {type AllGivenBack, giveAllBack, lateOf, nothingLate} from './late.ts';
import type {HeldMessage} from './message.ts';
import type {Patience} from './patience.ts';

/** What is kept of a message: no body. */
type Handle = Pick<HeldMessage, 'id' | 'receiptHandle'>;

type HoldingOptions = {
  readonly url: string;
  readonly work: Pick<Work<unknown>, 'send'>;
  readonly patience: Patience;
  /** Is told which of those that were to be deleted are gone; what it answers ends the work. */
  readonly gone?: (handles: readonly Handle[]) => Problem | undefined;
};

/** Everything that was received in one go: what is held to give it back, and what has to be deleted. */
export class Holding {
  readonly #options: HoldingOptions;
  readonly #held = new Map<string, Handle>();
  readonly #toDelete = new Map<string, Handle>();
  readonly #deleted = new Set<string>();
  #late = nothingLate;

  constructor(options: HoldingOptions) {
    this.#options = options;
  }

  /** Waits for more messages; undefined when it took too long. What comes later is given back with everything else. */
  async receive(
    asked: Promise<Outcome<readonly HeldMessage[]>>,
    patience: Patience,
  ): Promise<Outcome<readonly HeldMessage[]> | undefined> {
    this.#late = lateOf(asked);
    const received = await patience.for(asked);
    if (received?.ok) this.#late = nothingLate;
    return received;
  }

  /** The messages that were not received before; of the others the newest handle is the one that counts. */
  fresh(received: readonly HeldMessage[]): readonly HeldMessage[] {
    return received.filter(({id, receiptHandle}) => {
      const handle = {id, receiptHandle};
      if (this.#held.has(id)) this.#held.set(id, handle);
      else if (this.#toDelete.has(id) || this.#deleted.has(id)) this.#toDelete.set(id, handle);
      else return true;
      return false;
    });
  }

  hold(messages: readonly Handle[]): void {
    for (const {id, receiptHandle} of messages) this.#held.set(id, {id, receiptHandle});
  }

  /**
   * Deletes what was copied, and what could not be deleted before. Deleting twice harms nothing, and what stays
   * would be there twice: so this is tried again once.
   */
  async delete(messages: readonly Handle[] = []): Promise<Problem | undefined> {
    for (const {id, receiptHandle} of messages) this.#toDelete.set(id, {id, receiptHandle});
    return (await this.#deleteOnce()) && this.#deleteOnce();
  }

  get undeleted(): number {
    return this.#toDelete.size;
  }

  get held(): number {
    return this.#held.size;
  }

  giveBack(): Promise<AllGivenBack> {
    const {url, work, patience} = this.#options;
    return giveAllBack(work, url, {held: [...this.#held.values()], late: this.#late, patience});
  }

  async #deleteOnce(): Promise<Problem | undefined> {
    const {url, work, patience, gone} = this.#options;
    if (this.#toDelete.size === 0) return undefined;
    const answer = await patience.for(deleteHeld(work, url, [...this.#toDelete.values()]));
    if (!answer) return undefined;
    for (const {id} of answer.deleted) {
      this.#toDelete.delete(id);
      this.#deleted.add(id);
    }
    return gone?.(answer.deleted) ?? answer.problem;
  }
}
