import {type ActionsHandle, createConsoleActions} from '../actions/console-actions.ts';
import type {Session} from '../aws/session.ts';
import type {Config} from '../config/index.ts';
import {Monitor} from '../monitor/monitor.ts';
import type {MonitorHandle} from '../monitor/published.ts';
import {services} from '../services/index.ts';
import {exitCodeOfSignal, type StopSignal} from './signals.ts';
import type {Target} from './target.ts';

type ExitReason = 'quit' | 'interrupted' | {readonly signal: StopSignal} | {readonly error: unknown};

export type OpenConsole = (options: {
  readonly monitor: MonitorHandle;
  readonly actions: ActionsHandle;
  readonly label: 'demo' | undefined;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly slow: boolean;
  readonly incremental: boolean;
  readonly keyOverrides: Config['keys'];
  /** Aborted with what went wrong behind the screens: they close, and say so as their reason. */
  readonly failure: AbortSignal;
}) => Promise<ExitReason>;

/** Opens the console: the first frame is painted before anything is asked. */
export async function consoleCommand(
  open: OpenConsole,
  config: Config,
  targetOf: (signal: AbortSignal) => Target,
): Promise<number> {
  const stop = new AbortController();
  const target = targetOf(stop.signal);
  let sessions: Promise<readonly Session[]> | undefined;
  const connect = () => {
    sessions ??= target.connect();
    return sessions;
  };
  const monitor = new Monitor({
    connect,
    services,
    clock: target.clock,
    intervalSeconds: config.interval,
    budgetUsdPerHour: config.budget,
    thresholds: config.thresholds,
  });
  const {ascii, color, slow, incremental, keys: keyOverrides} = config;
  const failure = new AbortController();
  const actions = createConsoleActions({
    services,
    sessions: connect,
    arming: target.arming,
    journal: target.journal,
    now: monitor.now,
    signal: stop.signal,
    onEnd: monitor.refresh,
    onBug: error => failure.abort(error),
  });
  const screens = open({
    monitor,
    actions,
    label: target.label,
    ascii,
    color,
    slow,
    incremental,
    keyOverrides,
    failure: failure.signal,
  });
  const polling = monitor.run(stop.signal).catch((error: unknown) => failure.abort(error));
  const reason = await screens;
  await actions.end();
  stop.abort();
  await polling;
  await target.close();
  if (typeof reason === 'object' && 'error' in reason) throw reason.error;
  return exitCodeOf(reason);
}

function exitCodeOf(reason: Exclude<ExitReason, {readonly error: unknown}>): number {
  if (reason === 'quit') return 0;
  return exitCodeOfSignal(reason === 'interrupted' ? 'SIGINT' : reason.signal);
}
