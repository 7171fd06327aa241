/** A program that counts a bucket, to be killed: it waits for a line that says what to do, and tells how it ended. */
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {Journal} from '../../../source/actions/journal.ts';
import {startAction} from '../../../source/actions/life.ts';
import {Arming} from '../../../source/aws/arming.ts';
import {Session} from '../../../source/aws/session.ts';
import {systemClock} from '../../../source/clock.ts';
import {scan} from '../../../source/services/buckets/scan/action.ts';
import {countsOf} from '../../../source/services/buckets/scan/memory.ts';

export type Errand = {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  readonly bucket: string;
  readonly resume: string;
  readonly stateFolder: string;
};

const region = 'us-east-1';

async function carryOut(errand: Errand): Promise<{readonly objects: number; readonly bytes: number}> {
  const {endpoint, accessKeyId, secretAccessKey, account, bucket, resume, stateFolder} = errand;
  process.env.XDG_STATE_HOME = stateFolder;
  const stop = new AbortController();
  const session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials: async () => ({accessKeyId, secretAccessKey}),
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
    arming: new Arming({clock: systemClock, readOnly: false}),
  });
  const target = {service: 'buckets', account, region, arn: `arn:aws:s3:::${bucket}`, resource: bucket};
  const prepared = await scan.prepare(session, target, {resume}, stop.signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  const started = await startAction(prepared, {
    action: scan,
    session,
    journal: new Journal(join(stateFolder, 'hotshard', 'journal.jsonl')),
    signal: stop.signal,
    onProgress: () => {},
  });
  if (!('finished' in started)) throw new Error(JSON.stringify(started));
  const {says} = await started.finished;
  const histogram = countsOf(session).last(bucket)?.histogram;
  if (!histogram?.whole) throw new Error(says);
  const sum = (of: 'objects' | 'bytes') => histogram.cells.reduce((total, cell) => total + cell[of], 0);
  return {objects: sum('objects'), bytes: sum('bytes')};
}

const [line] = await once(createInterface({input: process.stdin}), 'line');
const told = await carryOut(JSON.parse(String(line)));
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
