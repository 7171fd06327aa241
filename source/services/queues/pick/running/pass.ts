import type {Progress, Work} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import {formatCount} from '../../../../text/number.ts';
import {batchesToSend} from '../../messages/batches.ts';
import {receiveBatch} from '../../messages/hold.ts';
import type {Holding} from '../../messages/holding.ts';
import type {HeldMessage} from '../../messages/message.ts';
import type {Patience} from '../../messages/patience.ts';
import type {Intent} from '../intents/ledger.ts';
import {choose, type Place} from './choose.ts';
import type {Copier} from './copier.ts';
import {emptyTally, keptOf, type Tally} from './tally.ts';

/** A pick ends by itself after so long, whatever there still is. */
export const passMs = 120_000;
/** What is received last stays hidden for so long beyond that: enough for a slow copy and its deletion. */
export const afterPassSeconds = 60;
/** Different messages that are received at most: all of them stay hidden until the end. */
export const mostLooked = 20_000;
/** Asks every server of the queue; two such answers with nothing new in them are the end of it. */
const waitSeconds = 2;
const emptyUntilEnd = 2;
/** One message that AWS does not take is left where it is; so many in a row say that it takes none. */
const refusalsUntilEnd = 10;

export type PassOptions = {
  readonly url: string;
  readonly fifo: boolean;
  readonly most: number;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Which of these are meant; undefined when it took too long to say. */
  readonly wanted: (messages: readonly HeldMessage[]) => readonly boolean[] | undefined;
  readonly placeOf: (message: HeldMessage) => Place | undefined;
  readonly copierTo: (to: string) => Copier;
  readonly holding: Holding;
  /** With a request for more: who leaves wants no more. */
  readonly patience: Patience;
};

export type PassResult = {
  readonly tally: Tally;
  /** What ended it before its end. */
  readonly problem: Problem | undefined;
  /** Why the first message was refused that AWS did not take. */
  readonly refusal: Problem | undefined;
  /** A request for more has no answer: what it brings is hidden, and comes back by itself. */
  readonly isCutShort: boolean;
  /** It saw the end of the queue: nothing more came. */
  readonly whole: boolean;
};

type Working = Pick<Work<unknown>, 'send' | 'now' | 'signal'>;

const tooSlow: Problem = {
  missing: 'failed',
  code: 'SlowPattern',
  sentence: 'The pattern takes too long to search for (does it repeat what repeats?): make it simpler.',
};

/**
 * One bounded pass over a queue: copies what is wanted, deletes what was copied, holds everything else until the
 * end, so that nothing comes twice, and gives it back.
 */
export async function* passOver(options: PassOptions, work: Working): AsyncGenerator<Progress, PassResult> {
  const pass = new Pass(options, work);
  while (pass.goesOn && (await pass.step())) yield {says: pass.says};
  return pass.leave();
}

class Pass {
  readonly #options: PassOptions;
  readonly #work: Working;
  readonly #endAt: number;
  /** Of a FIFO queue, the groups of which a message stays. */
  readonly #barred: Set<string | undefined> | undefined;
  #tally = emptyTally;
  #problem: Problem | undefined;
  #refusal: Problem | undefined;
  #refusals = 0;
  #empty = 0;

  constructor(options: PassOptions, work: Working) {
    this.#options = options;
    this.#work = work;
    this.#endAt = work.now() + passMs;
    this.#barred = options.fifo ? new Set() : undefined;
  }

  get goesOn(): boolean {
    const {copied, looked} = this.#tally;
    return (
      this.#isWell &&
      this.#empty < emptyUntilEnd &&
      looked < mostLooked &&
      copied < this.#options.most &&
      this.#work.now() < this.#endAt
    );
  }

  get #isWell(): boolean {
    return this.#problem === undefined && !this.#work.signal.aborted;
  }

  get says(): string {
    return `${formatCount(this.#tally.copied)} picked, ${formatCount(this.#tally.looked)} looked at`;
  }

  /** Receives once and handles what came; false when that was the last time. */
  async step(): Promise<boolean> {
    const {url, patience, wanted, intents, placeOf, holding, most} = this.#options;
    const visibilitySeconds = Math.ceil((this.#endAt - this.#work.now()) / 1000) + afterPassSeconds;
    const received = await holding.receive(
      receiveBatch(this.#work, url, {visibilitySeconds, waitSeconds}),
      patience,
    );
    if (!received?.ok) {
      this.#problem = received?.problem;
      return false;
    }
    const fresh = holding.fresh(received.value);
    this.#empty = fresh.length === 0 ? this.#empty + 1 : 0;
    this.#count('looked', fresh.length);
    const isWanted = wanted(fresh);
    if (!isWanted) this.#problem = tooSlow;
    const {finish, copy, keep} = choose(
      fresh.map((message, index) => ({message, wanted: isWanted?.[index] === true})),
      {intents, placeOf, barred: this.#barred, room: most - this.#tally.copied},
    );
    for (const {message, why} of keep) {
      holding.hold([message]);
      this.#tally = keptOf(this.#tally, why, 1);
    }
    this.#count('finished', finish.length);
    await this.#delete(finish);
    await this.#copy(copy);
    return true;
  }

  async #copy(copy: ReadonlyMap<string, readonly HeldMessage[]>): Promise<void> {
    const {holding, copierTo, fifo} = this.#options;
    // Of a group with a message that could not be copied, what comes after it stays as well.
    const stuck = new Set<string | undefined>();
    const keep = (messages: readonly HeldMessage[], why: keyof Tally['kept']) => {
      holding.hold(messages);
      this.#tally = keptOf(this.#tally, why, messages.length);
    };
    for (const [to, messages] of copy) {
      for (const whole of batchesToSend(messages, {fifo})) {
        const batch = whole.filter(({groupId}) => !stuck.has(groupId));
        keep(
          whole.filter(message => !batch.includes(message)),
          'behind',
        );
        if (!this.#isWell || batch.length === 0) {
          keep(batch, 'enough');
          continue;
        }
        const {copied, refused, unknown, problem, refusal} = await copierTo(to)(batch);
        this.#count('copied', copied.length);
        this.#count('unknown', unknown.length);
        keep(refused, 'refused');
        holding.hold(unknown);
        for (const {groupId} of fifo ? [...refused, ...unknown] : []) {
          stuck.add(groupId);
          this.#barred?.add(groupId);
        }
        this.#refusal ??= refusal;
        this.#refusals = copied.length > 0 ? 0 : this.#refusals + refused.length;
        this.#problem ??= problem ?? (this.#refusals >= refusalsUntilEnd ? refusal : undefined);
        await this.#delete(copied);
      }
    }
  }

  async #delete(messages: readonly HeldMessage[]): Promise<void> {
    // Were it to go on, everything would be there twice.
    if (messages.length > 0) this.#problem ??= await this.#options.holding.delete(messages);
  }

  /** However it ended: what was copied is deleted, everything else is there for everybody again. */
  async leave(): Promise<PassResult> {
    const {holding} = this.#options;
    await holding.delete();
    this.#tally = {...this.#tally, undeleted: holding.undeleted};
    const {stillHidden, isCutShort} = await holding.giveBack();
    return {
      tally: {...this.#tally, stillHidden},
      isCutShort,
      problem: this.#problem,
      refusal: this.#refusal,
      whole: this.#empty >= emptyUntilEnd,
    };
  }

  #count(what: 'looked' | 'copied' | 'finished' | 'unknown', more: number): void {
    this.#tally = {...this.#tally, [what]: this.#tally[what] + more};
  }
}
