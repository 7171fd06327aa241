import {type Action, defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {ActionTarget, Proof} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount, formatRate, formatShare, formatUsd} from '../../../text/number.ts';
import {UsageError} from '../../../usage-error.ts';
import type {Count} from '../facts.ts';
import type {Report} from '../inventory/report.ts';
import {callsText, countReport, endingOf as endingOfReport} from '../inventory/run.ts';
import type {Bucket} from '../model.ts';
import {listUsd} from '../prices/requests.ts';
import {dataOf} from './data.ts';
import {describeScan, summariseScan} from './describe.ts';
import {Engine, type Position, type Standing, type Stopped} from './engine.ts';
import {gatherScanFacts, type ScanFacts} from './facts.ts';
import {countsOf} from './memory.ts';
import {parseScan, type ScanOptions, scanOptions} from './options.ts';
import {planScan} from './plan.ts';
import {type Place, takePlace} from './position-file.ts';
import {rememberPlace} from './remembered.ts';
import {listPage} from './request.ts';
import {letGo, sparingly} from './sparingly.ts';
import {summarise} from './summarise.ts';

/** Counts the objects of a bucket by class, age and size: what its metrics cannot say. */
export const scan: Action = defineAction<Bucket, ScanFacts, ScanOptions>({
  id: 'buckets.scan',
  key: 'n',
  title: 'Count objects',
  describe: 'Counts the objects of a bucket by class, age and size, from a listing or its S3 Inventory.',
  on: 'resource',
  options: scanOptions,
  needs: [
    's3:ListBucket',
    'cloudwatch:GetMetricData',
    's3:GetInventoryConfiguration',
    's3:GetBucketVersioning',
    's3:GetObject',
  ],
  sends: ['s3:ListObjectsV2', 's3:GetObject'],
  available: ({objects}) => (objects === 0 ? 'Nothing to count: the bucket is empty' : true),
  parse: parseScan,
  gather: gatherScanFacts,
  plan: planScan,
  run: ({target}, facts, options, work) =>
    sparingly(
      facts.sought?.report
        ? fromReport(target, {report: facts.sought.report, expected: facts.expected}, options, work)
        : run(target, facts, options, work),
    ),
  // What it counted is its proof: nothing is read once more.
  prove: () => proofOf(undefined),
});

function proofOf(count: Count | undefined): Proof {
  const proof = {verdict: '', helped: undefined};
  if (!count) return {...proof, before: {}, after: {}};
  return {
    ...proof,
    before: {objects: 'not counted', stored: 'not counted'},
    after: {objects: formatCount(count.scan.objects), stored: formatBytes(count.scan.bytes)},
    // Numbers and classes, no keys.
    found: describeScan(count.scan),
    data: dataOf(count),
  };
}

/** What was counted is known from now on; undefined where it ended before anything was. */
function keepCount({session}: Work<ScanFacts>, count: Count): Proof {
  const {bucket, whole} = count.histogram;
  if (count.scan.objects === 0 && !whole) return proofOf(undefined);
  countsOf(session).put(bucket, count);
  return proofOf(count);
}

/** How often it says how far it is. */
const tellEveryMs = 1_000;
/** How often its place is written down. */
const keepEveryCalls = 100;
const letGoEveryCalls = 8;

async function* fromReport(
  {resource: bucket}: ActionTarget,
  from: {readonly report: Report; readonly expected: number | undefined},
  {prefix}: ScanOptions,
  work: Work<ScanFacts>,
): AsyncGenerator<Progress, Ending> {
  const {histogram, ...ended} = yield* countReport({bucket, prefix, ...from}, work);
  const count = {histogram, scan: summarise(histogram)};
  const proof = ended.shortfall === undefined ? keepCount(work, count) : proofOf(count);
  return {...endingOfReport(ended, count), proof};
}

async function* run(
  target: ActionTarget,
  facts: ScanFacts,
  options: ScanOptions,
  work: Work<ScanFacts>,
): AsyncGenerator<Progress, Ending> {
  const {prefix, maxCalls, resume} = options;
  const {account, resource: bucket} = target;
  // While this one runs, nobody else goes on from its place.
  if (resume === undefined) rememberPlace(work.session, {bucket, prefix}, undefined);
  const beganAt = work.now();
  const from = facts.position ?? {
    startedAt: beganAt,
    calls: 0,
    cells: [],
    left: [{after: '', last: undefined}],
  };
  const engine = new Engine({
    list: (request, sheet) => work.send(listPage(target, request, sheet)),
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
  let place: Place | undefined;
  try {
    const position = () => engine.position;
    place = takePlace(resume, {account, bucket, prefix});
    // Before the first call: what cannot be written at the end is better known now.
    place.keep(position);
    const counting = engine.run();
    let step = await counting.next();
    while (!step.done) {
      const {value: standing} = step;
      if (standing.calls % letGoEveryCalls === 0) letGo();
      if (standing.calls - keptAt >= keepEveryCalls) {
        keptAt = standing.calls;
        place.keep(position);
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
    if (stopped !== 'counted') place.keep(position);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stopped = {missing: 'failed', code: 'FileNotWritten', sentence: error.message};
  } finally {
    place?.leave();
  }
  const count = countOf(engine.position, bucket, prefix, stopped, work.now());
  const proof = keepCount(work, count);
  // Only now: whoever is killed in between still has one of the two.
  const isOver = stopped === 'counted' || count.scan.objects === 0;
  if (isOver) place?.forget();
  if (resume === undefined) {
    rememberPlace(work.session, {bucket, prefix}, isOver ? undefined : engine.position);
  }
  return {...endingOf(stopped, count, place?.keptIn), proof};
}

function tell({objects, bytes, calls, atOnce}: Standing, perSecond: number, all: number | undefined): string {
  const share =
    all === undefined || all === 0 ? '' : `, ${formatShare(Math.min(1, objects / all))} of the bucket`;
  return (
    `${formatCount(objects)} objects, ${formatBytes(bytes)}${share}; ${formatRate(perSecond)}, ` +
    `${formatCount(atOnce)} at a time; ${callsText(calls)}, ${formatUsd(listUsd(calls))}`
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

function endingOf(stopped: Stopped, {scan: found}: Count, keptIn: string | undefined): Ending {
  const kept =
    keptIn === undefined
      ? ' While hotshard stays open, the next count goes on from there.'
      : ` Its place is in ${keptIn}: the same command goes on from there.`;
  const says = `${summariseScan(found)} ${callsText(found.calls)}, ${formatUsd(listUsd(found.calls))}.`;
  if (stopped === 'counted') return {ended: 'done', note: says};
  if (stopped === 'calls') return {ended: 'done', note: `${says} No more calls were allowed.${kept}`};
  if (stopped === 'stopped') return {ended: 'stopped', says: `${says}${kept}`};
  const sentence = found.objects === 0 ? stopped.sentence : `${stopped.sentence} ${says}${kept}`;
  const problem: Problem = {...stopped, sentence};
  // Listing changes nothing: there is nothing that may have been carried out.
  const {uncertain: _uncertain, ...certain} = problem;
  return {ended: 'failed', problem: certain};
}
