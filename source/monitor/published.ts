import type {Snapshot} from './schema.ts';

/** What a screen is looking at: only this is asked for in detail. */
export type View = {
  /** ARNs of the resources that are on screen as rows. */
  readonly visible: readonly string[];
  /** The ARN of the resource that is open. */
  readonly open: string | undefined;
};

/** What the console shows: the document, and how the polling stands. Immutable; a change is a new object. */
export type Published = {
  readonly snapshot: Snapshot;
  readonly paused: boolean;
  readonly intervalSeconds: number;
  /** A refresh is under way. */
  readonly reading: boolean;
  /** Nothing has been read so far: the screen says what is awaited instead of "no streams". */
  readonly started: boolean;
  /** What is being waited for before the first data, in words; undefined once data came. */
  readonly waitingFor: string | undefined;
  /** What the config changes of the thresholds, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
};

/** Where the console gets its data, and the few things it may ask of it. */
export type MonitorHandle = {
  readonly get: () => Published;
  /** AWS's time, from which ages on the screen are counted. */
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly look: (view: View) => void;
  readonly refresh: () => void;
  readonly pause: (paused: boolean) => void;
  readonly setInterval: (seconds: number) => void;
};
