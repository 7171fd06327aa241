import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Action, OptionValues, Prepared, Work} from '../../../../source/actions/action.ts';
import {Journal} from '../../../../source/actions/journal.ts';
import {type Finished, startAction} from '../../../../source/actions/life.ts';
import type {ActionTarget, Plan} from '../../../../source/actions/plan.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import type {ShardFact, StreamSummary} from '../../../../source/services/kinesis/facts.ts';
import {describeSummary, listShards} from '../../../../source/services/kinesis/requests.ts';
import {samplesOf} from '../../../../source/services/kinesis/sample/memory.ts';
import type {ShardSample} from '../../../../source/services/kinesis/sample/sample.ts';
import {leapingClock, type MovedClock} from '../../../../source/simulator/clock.ts';
import type {ScenarioSource, StreamSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import {scenarioFile, unguarded} from '../../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

export const metered = ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'] as const;

/** An armed console on an account with these streams. */
export type Bench = {
  readonly session: Session;
  readonly clock: MovedClock;
  readonly target: (stream: string, part?: string) => ActionTarget;
  /** What pressing the key shows. */
  readonly plan: (action: Action, target: ActionTarget, values?: OptionValues) => Promise<Plan>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (
    action: Action,
    target: ActionTarget,
    values?: OptionValues,
    watch?: {readonly onProgress?: (says: string, stop: () => void) => void},
  ) => Promise<Finished>;
  /** Carries a plan out whatever has changed since it was made. */
  readonly runStale: (action: Action, ready: Prepared) => Promise<string>;
  readonly prepare: (action: Action, target: ActionTarget, values?: OptionValues) => Promise<Prepared>;
  readonly summary: (stream: string) => Promise<StreamSummary>;
  readonly open: (stream: string) => Promise<readonly ShardFact[]>;
  readonly sample: (stream: string, sample: ShardSample) => void;
  readonly end: () => Promise<void>;
};

type Streams = StreamSource[];
type More = Partial<Omit<ScenarioSource, 'streams'>> & {readonly seed?: number};

export async function bench(streams: Streams, {seed = 1, ...more}: More = {}): Promise<Bench> {
  const clock = leapingClock(scenarioStart);
  const file = await scenarioFile({name: 'test', regions: [region], streams, ...more});
  const opened = await unguarded(file, {seed, clock});
  const arming = new Arming({clock, readOnly: false});
  arming.arm(account, account.slice(-4));
  const session = opened.session({arming});
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-journal-'));
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const arnOf = (stream: string) => `arn:aws:kinesis:${region}:${account}:stream/${stream}`;
  const prepare: Bench['prepare'] = (action, target, values = {}) =>
    action.prepare(session, target, values, new AbortController().signal);
  const ready = async (...asked: Parameters<typeof prepare>) => {
    const prepared = await prepare(...asked);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  return {
    session,
    clock,
    prepare,
    target: (stream, part) => ({
      service: 'kinesis',
      account,
      region,
      arn: arnOf(stream),
      resource: stream,
      ...(part === undefined ? {} : {part}),
    }),
    plan: async (...asked) => (await ready(...asked)).plan,
    run: async (action, target, values = {}, watch = {}) => {
      const stop = new AbortController();
      const confirmed = await ready(action, target, values);
      arming.arm(account, account.slice(-4));
      const started = await startAction(confirmed, {
        action,
        session,
        journal,
        signal: stop.signal,
        onProgress: ({says}) => watch.onProgress?.(says, () => stop.abort()),
      });
      if ('finished' in started) return started.finished;
      throw new Error('refused' in started ? started.refused : 'planned anew');
    },
    runStale: async (action, prepared) => {
      if ('wrong' in prepared) throw new Error(prepared.wrong);
      const {arn, resource} = prepared.plan.target;
      const lease = session.gate.lease({operations: action.sends, names: [arn, resource]}, account);
      if ('refused' in lease) throw new Error(lease.refused);
      const work: Omit<Work<unknown>, 'gather' | 'session'> = {
        signal: new AbortController().signal,
        now: clock.now,
        sleep: clock.sleep,
        send: ({operation, send}) => session.attempt(operation, () => send(session.once)),
      };
      return lease.run(async () => {
        const running = prepared.carryOut(work);
        for (;;) {
          const {done, value} = await running.next();
          if (!done) continue;
          const {ending} = value;
          return ending.ended === 'failed' ? ending.problem.sentence : ending.ended;
        }
      });
    },
    summary: stream => describeSummary(session, arnOf(stream)),
    open: async stream => (await listShards(session, arnOf(stream))).filter(({open}) => open),
    sample: (stream, sample) => samplesOf(session).put(arnOf(stream), sample),
    end: async () => {
      await opened.end();
      await rm(folder, {recursive: true});
    },
  };
}

export const shardId = (number: number): string => `shardId-${String(number).padStart(12, '0')}`;
