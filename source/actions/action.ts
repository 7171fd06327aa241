import type {Outcome, Problem} from '../aws/problem.ts';
import type {Sender, Session} from '../aws/session.ts';
import type {ActionTarget, Plan, Proof} from './plan.ts';

/** What an action can be told besides its target: a flag of `act`, a line to type in the console. */
export type OptionDefinition = {
  /** `at`: `--at` on the command line, `at` among the values. */
  readonly name: string;
  readonly value: string;
  readonly describe: string;
  readonly required?: boolean;
  /** On the command line it follows the target, without a flag. */
  readonly positional?: boolean;
  /** On the command line it takes no value; among the values it is `yes`. */
  readonly flag?: boolean;
};

export type OptionValues = Readonly<Record<string, string>>;

/** A word about how far it is, while it runs. */
export type Progress = {
  readonly says: string;
  /** More, for the screen only: it can hold partition keys, so it is neither journaled nor printed as data. */
  readonly shows?: readonly string[];
};

/** What an action does its work with. Every request is sent once, journaled, and leaves under its own lease. */
export type Work<Facts> = {
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Sends one request of the plan. A problem is final: nothing is sent twice. */
  readonly send: <Value>(request: Request<Value>) => Promise<Outcome<Value>>;
  /** Reads the facts again. */
  readonly gather: () => Promise<Outcome<Facts>>;
};

export type Request<Value> = {
  readonly operation: string;
  /** What the journal keeps of it: no partition keys, no message bodies. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Of one among thousands what they have in common: under it the journal counts those that AWS took. */
  readonly alike?: Request<Value>['parameters'];
  readonly send: (sender: Sender) => Promise<Value>;
  /** What the answer calls what it made, where a later request of the same action goes by that name. */
  names?(value: Value): string | undefined;
};

/** How a run ended: undefined when it is done, or the problem that ended it. */
export type Ending = HowItEnded & {
  /** What it proved by itself, where reading all facts once more is dear. */
  readonly proof?: Proof;
};

type HowItEnded =
  | {readonly ended: 'done'; readonly note?: string}
  | {readonly ended: 'stopped'; readonly says: string}
  | {readonly ended: 'failed'; readonly problem: Problem};

export type Matching = (
  session: Session,
  prefix: string,
) => Promise<Outcome<readonly Pick<ActionTarget, 'arn' | 'resource'>[]>>;

export type ActionDefinition<Resource, Facts, Options> = {
  readonly id: string;
  /** The key in its panel. */
  readonly key: string | undefined;
  readonly title: string;
  readonly describe: string;
  /** What it is done to: a resource, a named part of one, or either. */
  readonly on: 'resource' | 'part' | 'either';
  readonly options: readonly OptionDefinition[];
  /** The IAM actions it needs. */
  readonly needs: readonly string[];
  /** It may begin while another action runs on the same resource: it is what stops that one. */
  readonly besideOthers?: boolean;
  /** Operations that change something or use a reader's budget: its lease allows those of them that its plan names. */
  readonly sends: readonly string[];
  /** Of an action that can be done to many at once: all whose name begins so. */
  readonly matching?: Matching;
  /** Pure, from the document: true, or why the key cannot work now. */
  readonly available: (resource: Resource, part: string | undefined) => true | string;
  /** What was typed, understood; or a sentence about what is wrong with it. */
  readonly parse: (
    values: OptionValues,
    target: ActionTarget,
  ) => {readonly options: Options} | {readonly wrong: string};
  /** Reads what the plan needs. */
  readonly gather: (
    session: Session,
    target: ActionTarget,
    options: Options,
    signal: AbortSignal,
  ) => Promise<Outcome<Facts>>;
  /** Pure: what would be done, or what is in its way. */
  readonly plan: (facts: Facts, options: Options, target: ActionTarget, now: number) => Plan;
  readonly run: (
    plan: Plan,
    facts: Facts,
    options: Options,
    work: Work<Facts>,
  ) => AsyncGenerator<Progress, Ending>;
  /** Pure: what it changed, from the facts before and after. */
  readonly prove: (before: Facts, after: Facts, options: Options) => Proof;
};

/** An action whose own facts and options only it knows. */
export type Action = Pick<
  ActionDefinition<unknown, unknown, unknown>,
  'id' | 'key' | 'title' | 'describe' | 'on' | 'options' | 'needs' | 'sends' | 'besideOthers' | 'matching'
> & {
  readonly available: (resource: unknown, part: string | undefined) => true | string;
  readonly prepare: (
    session: Session,
    target: ActionTarget,
    values: OptionValues,
    signal: AbortSignal,
  ) => Promise<Prepared>;
};

/** A plan, and what is needed to carry it out; or why there is none. */
export type Prepared =
  | {readonly plan: Plan; readonly carryOut: CarryOut; readonly again: () => Promise<Prepared>}
  | {readonly wrong: string; readonly problem?: Problem};

/** Runs the plan, reads back what it did. */
type CarryOut = (
  work: Omit<Work<unknown>, 'gather' | 'session'>,
) => AsyncGenerator<Progress, {readonly ending: Ending; readonly proof: Proof | undefined}>;

export function defineAction<Resource, Facts, Options>(
  definition: ActionDefinition<Resource, Facts, Options>,
): Action {
  const {id, key, title, describe, on, options, needs, sends} = definition;
  const proofOf = async (before: Facts, asked: Options, gather: () => Promise<Outcome<Facts>>) => {
    try {
      const after = await gather();
      return after.ok ? definition.prove(before, after.value, asked) : undefined;
    } catch {
      // What was done is done, and its end is journaled, whatever is wrong with reading it back.
      return undefined;
    }
  };
  const prepare: Action['prepare'] = async (session, target, values, signal) => {
    const parsed = definition.parse(values, target);
    if ('wrong' in parsed) return parsed;
    const gather = () => definition.gather(session, target, parsed.options, signal);
    const gathered = await gather();
    if (!gathered.ok) return {wrong: gathered.problem.sentence, problem: gathered.problem};
    const facts = gathered.value;
    const plan = definition.plan(facts, parsed.options, target, session.clock.now());
    return {
      plan,
      again: () => prepare(session, target, values, signal),
      async *carryOut(work) {
        const ending = yield* definition.run(plan, facts, parsed.options, {...work, session, gather});
        // Whoever stops it does not wait for a proof that has to be read.
        if (work.signal.aborted) return {ending, proof: ending.proof};
        return {ending, proof: ending.proof ?? (await proofOf(facts, parsed.options, gather))};
      },
    };
  };
  return {
    id,
    key,
    title,
    describe,
    on,
    options,
    needs,
    sends,
    ...(definition.besideOthers === undefined ? {} : {besideOthers: definition.besideOthers}),
    ...(definition.matching === undefined ? {} : {matching: definition.matching}),
    available: (resource, part) => definition.available(resource as Resource, part),
    prepare,
  };
}
