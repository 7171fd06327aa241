import type {Clock} from '../clock.ts';

const armedForMs = 15 * 60_000;

/**
 * Whether writes may begin: locked at first; armed for fifteen minutes on one account only, by typing the end
 * of its id; never when everything is read only.
 */
export class Arming {
  readonly readOnly: boolean;
  /** Under read-only: whether a confirmed sample may still be read. */
  readonly allowsSampling: boolean;
  readonly #clock: Clock;
  #armed: {readonly account: string; readonly from: number; readonly until: number} | undefined;

  constructor(options: {clock: Clock; readOnly: boolean; allowSampling?: boolean}) {
    this.#clock = options.clock;
    this.readOnly = options.readOnly;
    this.allowsSampling = !options.readOnly || (options.allowSampling ?? false);
  }

  /** Until when this account is armed; undefined when it is locked. */
  armedUntil(account: string): number | undefined {
    const armed = this.#armed;
    const now = this.#clock.now();
    // A clock that was put back does not lengthen it.
    if (armed?.account !== account || now < armed.from || now >= armed.until) return undefined;
    return armed.until;
  }

  /** Arms the account whose id ends like this; answers why not, in a sentence. */
  arm(account: string, lastFour: string): string | undefined {
    if (this.readOnly) return 'This console is read only: nothing can be armed.';
    if (account === '' || account.slice(-4) !== lastFour) {
      return `The last four digits are not those of this account.`;
    }
    const from = this.#clock.now();
    this.#armed = {account, from, until: from + armedForMs};
    return undefined;
  }

  lock(): void {
    this.#armed = undefined;
  }
}
