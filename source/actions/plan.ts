import type {Line} from '../text/line.ts';
import type {Glyphs} from '../text/marks.ts';

/**
 * How much harm an action can do, and so how it is confirmed: Enter, `y`, or typing the resource's name. An
 * intrusive read changes nothing but uses what a production reader shares.
 */
export type Risk = 'intrusive-read' | 'reversible' | 'disruptive' | 'destructive';

/** What an action is done to. */
export type ActionTarget = {
  readonly service: string;
  readonly account: string;
  readonly region: string;
  readonly arn: string;
  /** The name that people use, and that a destructive action wants typed. */
  readonly resource: string;
  /** The part of the resource, a shard for one. */
  readonly part?: string;
};

/** A request that will be sent, in its order. */
export type Step = {
  /** `kinesis:SplitShard` */
  readonly operation: string;
  /** What it does, in words and numbers. */
  readonly says: string;
  /** The same with the AWS CLI, where there is one command for it. */
  readonly cli?: string;
};

export type Blocked = {readonly because: string; readonly unblock: string};

/** Everything that somebody has to know before saying yes. Plain data but for the picture. */
export type Plan = {
  readonly action: string;
  readonly title: string;
  readonly target: ActionTarget;
  readonly risk: Risk;
  readonly steps: readonly Step[];
  /** Operations that no step names, which it may need to end or give back what it began. */
  readonly mayAlso?: readonly string[];
  /** What else its requests name: the target's URL, another resource that something is sent to. */
  readonly touches?: readonly string[];
  /** ARNs of what changes with the target: of two plans that share one, the second waits for the first. */
  readonly affects?: readonly string[];
  /** What will be different. */
  readonly changes: readonly string[];
  /** Before and after as a drawing, at a width. */
  readonly picture?: (width: number, glyphs: Glyphs) => readonly Line[];
  readonly warnings: readonly string[];
  /** Which ones they are, where they are many: told after everything else. For the screen only, like the picture. */
  readonly names?: Plan['picture'];
  readonly blocked: readonly Blocked[];
  /** How to undo it, or that it cannot be undone. */
  readonly undo: string;
  /** What it costs, or that it costs nothing. */
  readonly cost: string;
  /** What it replaces, whole: the journal has it before the first request, or nothing is sent. */
  readonly previous?: Readonly<Record<string, string>>;
  /**
   * The facts that the plan stands on, in one string: read again before the first request, they must read the
   * same, or it is planned and asked anew.
   */
  readonly basis: string;
};

/** How it went. `unknown`: a request was sent, and nobody can say whether it was carried out. */
export type Result = 'done' | 'refused' | 'failed' | 'unknown' | 'cancelled' | 'interrupted';

/** What was read back: what it was, what it is, and a plain word when it did not help. */
export type Proof = {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly verdict: string;
  readonly helped: boolean | undefined;
  /** What it found, line by line, for whoever asked: in no journal. */
  readonly found?: readonly string[];
  /** The same in whole numbers, for a script: in no journal either. */
  readonly data?: Readonly<Record<string, unknown>>;
};
