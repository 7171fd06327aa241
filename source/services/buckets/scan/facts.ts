import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {MetricPlanner} from '../../../metrics/planner.ts';
import type {Missing} from '../../../reading.ts';
import {UsageError} from '../../../usage-error.ts';
import type {InventoryFact} from '../facts.ts';
import {expectedObjects} from '../inventory/extent.ts';
import {findReport, type Sought} from '../inventory/find.ts';
import {oldReportMs, reportTime} from '../inventory/plan.ts';
import {settings} from '../settings.ts';
import type {Position} from './engine.ts';
import type {ScanOptions} from './options.ts';
import {readPosition} from './position-file.ts';
import {rememberedPlace} from './remembered.ts';

/** What has to be known before a bucket is listed. */
export type ScanFacts = {
  /** Of all of the bucket, its versions among them, a day or two ago; undefined when nobody could say. */
  readonly objects: number | undefined;
  /** Why nobody could. */
  readonly objectsMissing: Missing | undefined;
  /** Reports on all of its objects that AWS writes; asked for only where there are too many to list. */
  readonly inventories: readonly InventoryFact[];
  /** What was found of their reports; undefined where none was looked for. */
  readonly sought: Sought | undefined;
  /** How many objects that report lists, about, if it is of all of the bucket; undefined where nobody can say. */
  readonly expected: number | undefined;
  /** Where an earlier count was stopped. */
  readonly position: Position | undefined;
  /** What is wrong with the file that was named. */
  readonly resumeRefused: string | undefined;
};

/** Above this, a report that AWS writes is the better way. */
export const manyObjects = 10_000_000;
const daySeconds = 86_400;

export async function gatherScanFacts(
  session: Session,
  target: ActionTarget,
  {prefix, resume, from, anew}: ScanOptions,
  signal: AbortSignal,
): Promise<Outcome<ScanFacts>> {
  const {account, region, resource: bucket} = target;
  const {position, resumeRefused} =
    resume === undefined
      ? {position: rememberedPlace(session, {bucket, prefix}), resumeRefused: undefined}
      : placeIn(resume, {account, bucket, prefix});
  // A count is kept for the next start under the number of its account.
  const [{value: objects, missing}] = await Promise.all([
    readObjects(session, bucket, region),
    session.identify(),
  ]);
  const isLarge = objects !== undefined && objects > manyObjects;
  const inventories = isLarge || from === 'inventory' ? await readInventories(session, target) : nothing;
  const isSought = from === 'inventory' || (isLarge && from === undefined);
  const sought = isSought ? await seek(session, target, {inventories, prefix, from}, signal) : undefined;
  return {
    ok: true,
    value: {
      objects,
      objectsMissing: missing,
      inventories: inventories.ok ? inventories.value.filter(({enabled}) => enabled) : [],
      sought,
      expected: sought?.report && (await expectedObjects(session, target, sought.report, objects)),
      position: anew ? undefined : position,
      resumeRefused,
    },
  };
}

type Inventories = Outcome<readonly InventoryFact[]>;
const nothing: Inventories = {ok: true, value: []};

async function seek(
  session: Session,
  target: ActionTarget,
  {inventories, prefix, from}: Pick<ScanOptions, 'prefix' | 'from'> & {readonly inventories: Inventories},
  signal: AbortSignal,
): Promise<Sought> {
  if (!inventories.ok) return {report: undefined, because: [inventories.problem.sentence], calls: 0};
  const found = await findReport(session, target, inventories.value, prefix, signal);
  const {report, because, calls} = found;
  const isOld = report !== undefined && session.clock.now() - report.createdAt > oldReportMs;
  if (!isOld || from === 'inventory') return found;
  const sentence = `The newest report of inventory ${report.id} is of ${reportTime(report)} UTC: read it with --from inventory if that will do.`;
  return {report: undefined, because: [...because, sentence], calls};
}

function placeIn(
  path: string,
  counted: Parameters<typeof readPosition>[1],
): Pick<ScanFacts, 'position' | 'resumeRefused'> {
  try {
    return {position: readPosition(path, counted), resumeRefused: undefined};
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return {position: undefined, resumeRefused: error.message};
  }
}

async function readInventories(
  session: Session,
  {arn, region, resource: name}: ActionTarget,
): Promise<Inventories> {
  const {operation, ask} = settings.inventories;
  return session.attempt(operation, () => ask(session, {name, arn, region, createdAt: undefined}));
}

type Read =
  | {readonly value: number; readonly missing?: undefined}
  | {readonly value?: undefined; readonly missing: Missing};

async function readObjects(session: Session, bucket: string, region: string): Promise<Read> {
  const ask = {
    namespace: 'AWS/S3',
    name: 'NumberOfObjects',
    region,
    dimensions: {BucketName: bucket, StorageType: 'AllStorageTypes'},
    statistic: 'Average',
    periodSeconds: daySeconds,
    windowSeconds: 4 * daySeconds,
  } as const;
  const planner = new MetricPlanner(session, Number.POSITIVE_INFINITY);
  planner.want([ask]);
  await planner.flush(() => {});
  const {points, missing = 'no-data'} = planner.book(ask);
  const last = points.at(-1);
  return last ? {value: last.value} : {missing};
}
