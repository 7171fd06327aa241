import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished, vi} from 'vitest';
import {Journal} from '../../../../source/actions/journal.ts';
import {startAction} from '../../../../source/actions/life.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import {Monitor} from '../../../../source/monitor/monitor.ts';
import {buckets} from '../../../../source/services/buckets/index.ts';
import type {Bucket} from '../../../../source/services/buckets/model.ts';
import {scan} from '../../../../source/services/buckets/scan/action.ts';
import {readCounts} from '../../../../source/services/buckets/scan/stored.ts';
import {leapingClock} from '../../../../source/simulator/clock.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import {simulated} from '../../../simulated.ts';
import {onlyBuckets} from '../world-truth.ts';

const account = '730112094417';

export type Counted = {
  readonly bucket: Bucket;
  /** From when on ages are counted. */
  readonly startedAt: number;
};

/** Counts buckets of a scenario over the wire, each under its prefix, and shows them as the document does. */
export async function counted(
  scenario: string,
  prefixes: Readonly<Record<string, string>>,
): Promise<readonly Counted[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-truth-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
  const clock = leapingClock(scenarioStart);
  const opened = await simulated(await onlyBuckets(scenario), {clock});
  const arming = new Arming({clock, readOnly: false});
  const session = opened.session({arming});
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const {signal} = new AbortController();
  for (const [name, prefix] of Object.entries(prefixes)) {
    const target = {
      service: 'buckets',
      account,
      region: 'us-east-1',
      arn: `arn:aws:s3:::${name}`,
      resource: name,
    } as const;
    const prepared = await scan.prepare(session, target, prefix === '' ? {} : {prefix}, signal);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    arming.arm(account, account.slice(-4));
    const started = await startAction(prepared, {
      action: scan,
      session,
      journal,
      signal,
      onProgress: () => {},
    });
    const result = 'finished' in started ? (await started.finished).result : undefined;
    if (result !== 'done') throw new Error(`${name} was not counted.`);
  }
  const counts = readCounts({account, endpoint: opened.account.endpoint});
  const document = await new Monitor({
    connect: async () => [session],
    services: [buckets],
    clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  }).once();
  return Object.keys(prefixes).map(name => {
    const bucket = document.buckets?.buckets.find(each => each.name === name);
    const histogram = counts.find(each => each.histogram.bucket === name)?.histogram;
    if (!bucket || !histogram) throw new Error(`${name} is not there.`);
    return {bucket, startedAt: histogram.startedAt};
  });
}

/** The advices of a kind. */
export const advised = ({advice}: Bucket, kind: Bucket['advice'][number]['kind']): Bucket['advice'] =>
  advice.filter(each => each.kind === kind);
