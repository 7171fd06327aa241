/**
 * A program that picks, to be killed: it loads everything, waits for a line that says what to do, and tells how it
 * ended.
 */
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {Journal} from '../../../source/actions/journal.ts';
import {startAction} from '../../../source/actions/life.ts';
import {Arming} from '../../../source/aws/arming.ts';
import {Session} from '../../../source/aws/session.ts';
import {systemClock} from '../../../source/clock.ts';
import {pick} from '../../../source/services/queues/pick/action.ts';
import '@aws-sdk/client-sqs';

export type Errand = {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  readonly queue: string;
  readonly pattern: string;
  readonly stateFolder: string;
};

export type Told = {
  readonly result: string;
  readonly says: string;
  readonly possibleDuplicates: number;
};

const region = 'us-east-1';

async function carryOut(errand: Errand): Promise<Told> {
  const {endpoint, accessKeyId, secretAccessKey, account, queue, pattern, stateFolder} = errand;
  process.env.XDG_STATE_HOME = stateFolder;
  const arming = new Arming({clock: systemClock, readOnly: false});
  arming.arm(account, account.slice(-4));
  const stop = new AbortController();
  const session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials: async () => ({accessKeyId, secretAccessKey}),
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
    arming,
  });
  const arn = `arn:aws:sqs:${region}:${account}:${queue}`;
  const target = {service: 'queues', account, region, arn, resource: queue};
  const prepared = await pick.prepare(session, target, {pattern}, stop.signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  const started = await startAction(prepared, {
    action: pick,
    session,
    journal: new Journal(join(stateFolder, 'hotshard', 'journal.jsonl')),
    signal: stop.signal,
    onProgress: () => {},
  });
  if (!('finished' in started)) throw new Error(JSON.stringify(started));
  const {result, says, proof} = await started.finished;
  session.close();
  // A pick that was killed when it had noted its end is told of by the plan of the next.
  const earlier = /The last pick may have left (\d+) messages? there twice/.exec(
    prepared.plan.warnings.join(),
  );
  const possibleDuplicates = Number(proof?.after['possible duplicates']) + Number(earlier?.[1] ?? 0);
  return {result, says, possibleDuplicates};
}

const [line] = await once(createInterface({input: process.stdin}), 'line');
const told = await carryOut(JSON.parse(String(line)));
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
