/** What the console needs of the process around it; a test gives its own. */
export type Host = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Where signals and bugs nobody caught are heard. */
  readonly events: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Stops the foreground job, as Ctrl-z does for a program that leaves the terminal alone. */
  readonly stop: () => void;
  /** Milliseconds that have passed, by a clock that nobody sets. */
  readonly elapsed: () => number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where a screen is written to. */
  readonly directory: string;
};

export const processHost = (): Host => ({
  stdin: process.stdin,
  stdout: process.stdout,
  events: process,
  // 0 is the whole process group: a pipeline stops as one.
  stop: () => process.kill(0, 'SIGTSTP'),
  elapsed: () => performance.now(),
  environment: process.env,
  directory: process.cwd(),
});
