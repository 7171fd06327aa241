import {type Action, defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount, formatRate, formatShare, formatUsd} from '../../../text/number.ts';
import {UsageError} from '../../../usage-error.ts';
import type {Count} from '../facts.ts';
import type {Bucket} from '../model.ts';
import {listUsd} from '../prices/requests.ts';
import {describeScan, summariseScan} from './describe.ts';
import {Engine, type Position, type Standing, type Stopped} from './engine.ts';
import {gatherScanFacts, type ScanFacts} from './facts.ts';
import {countsOf} from './memory.ts';
import {parseScan, type ScanOptions, scanOptions} from './options.ts';
import {planScan} from './plan.ts';
import {forgetPosition, writePosition} from './position-file.ts';
import {listPage} from './request.ts';
import {summarise} from './summarise.ts';

/** Counts the objects of a bucket by class, age and size: what its metrics cannot say. */
export const scan: Action = defineAction<Bucket, ScanFacts, ScanOptions>({
  id: 'buckets.scan',
  key: 'n',
  title: 'Count objects',
  describe: 'lists the keys of a bucket and counts its objects by class, age and size',
  on: 'resource',
  options: scanOptions,
  needs: ['s3:ListBucket', 'cloudwatch:GetMetricData'],
  sends: ['s3:ListObjectsV2'],
  available: ({objects}) => (objects === 0 ? 'Nothing to count: the bucket is empty' : true),
  parse: parseScan,
  gather: (session, target, options) => gatherScanFacts(session, target, options),
  plan: planScan,
  run: (plan, facts, options, work) => run(plan.target, facts, options, work),
  prove: (before, {count}) => {
    const isNew = count !== undefined && count !== before.count;
    return {
      before: {},
      after: isNew ? {objects: formatCount(count.scan.objects), stored: formatBytes(count.scan.bytes)} : {},
      verdict: '',
      helped: undefined,
      // Numbers and classes, no keys.
      found: isNew ? describeScan(count.scan) : [],
    };
  },
});

/** How often it says how far it is. */
const tellEveryMs = 1_000;
/** How often its place is written down. */
const keepEveryCalls = 100;

async function* run(
  target: ActionTarget,
  facts: ScanFacts,
  options: ScanOptions,
  work: Work<ScanFacts>,
): AsyncGenerator<Progress, Ending> {
  const {prefix, maxCalls, resume} = options;
  const {account, resource: bucket} = target;
  const beganAt = work.now();
  const from = facts.position ?? {
    startedAt: beganAt,
    calls: 0,
    cells: [],
    left: [{after: '', last: undefined}],
  };
  const keep = (position: Position) => {
    if (resume !== undefined) writePosition(resume, {account, bucket, prefix}, position);
  };
  const engine = new Engine({
    list: request => work.send(listPage(target, request)),
    prefix,
    from,
    maxCalls,
    signal: work.signal,
    sleep: work.sleep,
  });
  const known = from.cells.reduce((sum, {objects}) => sum + objects, 0);
  let toldAt = beganAt;
  let keptAt = from.calls;
  let stopped: Stopped;
  try {
    // Before the first call: what cannot be written at the end is better known now.
    keep(engine.position);
    const counting = engine.run();
    let step = await counting.next();
    while (!step.done) {
      const {value: standing} = step;
      if (standing.calls - keptAt >= keepEveryCalls) {
        keptAt = standing.calls;
        keep(engine.position);
      }
      const now = work.now();
      if (now - toldAt >= tellEveryMs) {
        toldAt = now;
        const perSecond = (standing.objects - known) / ((now - beganAt) / 1000);
        yield {says: tell(standing, perSecond, prefix === '' ? facts.objects : undefined)};
      }
      step = await counting.next();
    }
    stopped = step.value;
    if (stopped !== 'counted') keep(engine.position);
    else if (resume !== undefined) forgetPosition(resume);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stopped = {missing: 'failed', code: 'FileNotWritten', sentence: error.message};
  }
  const count = countOf(engine.position, bucket, prefix, stopped, work.now());
  if (count.scan.objects > 0 || stopped === 'counted') countsOf(work.session).put(bucket, count);
  return endingOf(stopped, count, resume);
}

function tell({objects, bytes, calls, atOnce}: Standing, perSecond: number, all: number | undefined): string {
  const share =
    all === undefined || all === 0 ? '' : `, ${formatShare(Math.min(1, objects / all))} of the bucket`;
  return (
    `${formatCount(objects)} objects, ${formatBytes(bytes)}${share}; ${formatRate(perSecond)}, ` +
    `${formatCount(atOnce)} at a time; ${formatCount(calls)} calls, ${formatUsd(listUsd(calls))}`
  );
}

function countOf(
  position: Position,
  bucket: string,
  prefix: string,
  stopped: Stopped,
  endedAt: number,
): Count {
  const {startedAt, calls, cells} = position;
  const whole = stopped === 'counted';
  const histogram = {bucket, prefix, source: 'listing', startedAt, endedAt, whole, calls, cells} as const;
  return {histogram, scan: summarise(histogram)};
}

function endingOf(stopped: Stopped, {scan: found}: Count, resume: string | undefined): Ending {
  const kept = resume === undefined ? '' : ` Its place is in ${resume}: the same command goes on from there.`;
  const says = `${summariseScan(found)} ${formatCount(found.calls)} calls, ${formatUsd(listUsd(found.calls))}.`;
  if (stopped === 'counted') return {ended: 'done', note: says};
  if (stopped === 'calls') return {ended: 'done', note: `${says} No more calls were allowed.${kept}`};
  if (stopped === 'stopped') return {ended: 'stopped', says: `${says}${kept}`};
  const problem: Problem = {...stopped, sentence: `${stopped.sentence} ${says}${kept}`};
  // Listing changes nothing: there is nothing that may have been carried out.
  const {uncertain: _uncertain, ...certain} = problem;
  return {ended: 'failed', problem: certain};
}
