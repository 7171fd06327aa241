import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {MetricPlanner} from '../../../metrics/planner.ts';
import {UsageError} from '../../../usage-error.ts';
import type {Count, InventoryFact} from '../facts.ts';
import {settings} from '../settings.ts';
import type {Position} from './engine.ts';
import {countsOf} from './memory.ts';
import type {ScanOptions} from './options.ts';
import {readPosition} from './position-file.ts';

/** What has to be known before a bucket is listed. */
export type ScanFacts = {
  /** Of all of the bucket, its versions among them, a day or two ago; undefined when nobody could say. */
  readonly objects: number | undefined;
  /** Reports on all of its objects that AWS writes; asked for only where there are too many to list. */
  readonly inventories: readonly InventoryFact[];
  /** Where an earlier count was stopped. */
  readonly position: Position | undefined;
  /** What is wrong with the file that was named. */
  readonly resumeRefused: string | undefined;
  /** What was counted last. */
  readonly count: Count | undefined;
};

/** Above this, a report that AWS writes is the better way. */
export const manyObjects = 10_000_000;
const daySeconds = 86_400;

export async function gatherScanFacts(
  session: Session,
  target: ActionTarget,
  {prefix, resume}: ScanOptions,
): Promise<Outcome<ScanFacts>> {
  const {account, region, resource: bucket} = target;
  const kept = placeIn(resume, {account, bucket, prefix});
  // A count is kept for the next start under the number of its account.
  const [objects] = await Promise.all([readObjects(session, bucket, region), session.identify()]);
  const inventories =
    objects !== undefined && objects > manyObjects ? await readInventories(session, target) : [];
  return {
    ok: true,
    value: {objects, inventories, count: countsOf(session).last(bucket), ...kept},
  };
}

function placeIn(
  path: string | undefined,
  counted: Parameters<typeof readPosition>[1],
): Pick<ScanFacts, 'position' | 'resumeRefused'> {
  try {
    const position = path === undefined ? undefined : readPosition(path, counted);
    return {position, resumeRefused: undefined};
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return {position: undefined, resumeRefused: error.message};
  }
}

/** None where nobody may say: it is a hint, and no more. */
async function readInventories(
  session: Session,
  {arn, region, resource: name}: ActionTarget,
): Promise<readonly InventoryFact[]> {
  const {operation, ask} = settings.inventories;
  const found = await session.attempt(operation, () =>
    ask(session, {name, arn, region, createdAt: undefined}),
  );
  return found.ok ? found.value.filter(({enabled}) => enabled) : [];
}

async function readObjects(session: Session, bucket: string, region: string): Promise<number | undefined> {
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
  return planner.book(ask).points.at(-1)?.value;
}
