import type {Work} from '../../../actions/action.ts';
import type {Outcome} from '../../../aws/problem.ts';
import {wait} from '../../../clock.ts';
import {type GivenBack, giveBack, type Handle} from './hold.ts';
import type {HeldMessage} from './message.ts';
import type {Patience} from './patience.ts';

/** Who stops it does not wait longer for a request that is under way. */
const lateWithinMs = 300;

/** What a request brings that nobody waited for; undefined when no answer says so. */
export type Late = Promise<readonly Handle[] | undefined>;

export const nothingLate: Late = Promise.resolve([]);

export const lateOf = (asked: Promise<Outcome<readonly HeldMessage[]>>): Late =>
  asked.then(
    answer => (answer.ok ? answer.value : answer.problem.uncertain ? undefined : []),
    () => undefined,
  );

export type AllGivenBack = GivenBack & {
  /** A request has no answer: what it brings comes back by itself, too. */
  readonly isCutShort: boolean;
};

/** Gives back what is held, and what a request brings that was under way when somebody left. */
export async function giveAllBack(
  work: Pick<Work<unknown>, 'send'>,
  url: string,
  {
    held,
    late,
    patience,
  }: {readonly held: readonly Handle[]; readonly late: Late; readonly patience: Patience},
): Promise<AllGivenBack> {
  const back = async (handles: readonly Handle[]): Promise<GivenBack> =>
    (await patience.for(giveBack(work, url, handles))) ?? {
      givenBack: 0,
      stillHidden: handles.length,
      problem: undefined,
    };
  const backLate = async () => {
    const enough = new AbortController();
    const tooLate = wait(lateWithinMs, enough.signal).catch(() => undefined);
    const brought = await Promise.race([late, tooLate.then(() => undefined)]);
    enough.abort();
    return {...(await back(brought ?? [])), isCutShort: brought === undefined};
  };
  const [first, second] = await Promise.all([back(held), backLate()]);
  return {
    givenBack: first.givenBack + second.givenBack,
    stillHidden: first.stillHidden + second.stillHidden,
    problem: first.problem ?? second.problem,
    isCutShort: second.isCutShort,
  };
}
