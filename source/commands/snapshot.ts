import type {Config} from '../config/index.ts';
import {Monitor} from '../monitor/monitor.ts';
import type {Snapshot} from '../monitor/schema.ts';
import {exitCode, type FailOn} from '../report/exit-code.ts';
import {type Format, loadReports, report} from '../report/index.ts';
import {problemsOf} from '../report/problems.ts';
import type {ServiceReport} from '../report/service-report.ts';
import type {Service} from '../services/service.ts';
import {print, say} from './print.ts';
import type {Target} from './target.ts';
import {writeWhole} from './write-whole.ts';

export type SnapshotFlags = {
  readonly services: readonly Service[];
  readonly format: Format;
  readonly watchSeconds: number | undefined;
  readonly count: number | undefined;
  readonly output: string | undefined;
  readonly failOn: FailOn;
  /** Read bounded samples of records where writes are refused. */
  readonly sample: boolean;
};

/** Reads once, or every so many seconds, and prints what was read. The exit code is the last one's status. */
export async function snapshotCommand(
  target: Target,
  config: Config,
  flags: SnapshotFlags,
  signal: AbortSignal,
): Promise<number> {
  const sessions = target.connect();
  sessions.catch(() => undefined);
  const reports = await loadReports(flags.services);
  const monitor = new Monitor({
    connect: () => sessions,
    services: flags.services,
    clock: target.clock,
    intervalSeconds: flags.watchSeconds ?? config.interval,
    budgetUsdPerHour: config.budget,
    thresholds: config.thresholds,
  });
  const times = flags.count ?? (flags.watchSeconds === undefined ? 1 : Number.POSITIVE_INFINITY);
  let status: Snapshot['status'] = 'unknown';
  let said = new Set<string>();
  for (let taken = 0; taken < times; taken += 1) {
    if (taken > 0) await target.pass(flags.watchSeconds ?? config.interval);
    let snapshot = await monitor.once();
    if (flags.sample) {
      const {sampleFirst} = await import('./sample-first.ts');
      await sampleFirst({sessions: await sessions, journal: target.journal}, snapshot, signal);
      snapshot = await monitor.once();
    }
    status = snapshot.status;
    const problems = problemsOf(snapshot);
    for (const line of problems) if (!said.has(line)) say(`hotshard: ${line}`);
    said = new Set(problems);
    await deliver(render(snapshot, reports, config, flags), flags.output);
  }
  return exitCode(status, flags.failOn);
}

const render = (
  snapshot: Snapshot,
  reports: readonly ServiceReport[],
  config: Config,
  {format, watchSeconds}: SnapshotFlags,
): string =>
  report(format, snapshot, reports, {
    // A pipe has no width: a table then shows all its columns.
    width: process.stdout.columns ?? (format === 'table' ? 240 : 120),
    glyphs: {ascii: config.ascii, isLast: true},
    color: config.color && process.stdout.isTTY,
    oneLine: watchSeconds !== undefined,
  });

/** To standard output, or to a file that is whole at every moment. */
async function deliver(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) return print(text);
  await writeWhole(output, text);
}
