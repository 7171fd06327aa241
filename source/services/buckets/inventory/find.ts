import type {ActionTarget} from '../../../actions/plan.ts';
import type {Session} from '../../../aws/session.ts';
import type {InventoryFact} from '../facts.ts';
import {newestReport} from './newest.ts';
import type {Report} from './report.ts';
import {whyUnusable} from './usable.ts';

/** The newest report that can be read, or why there is none: a sentence for each inventory. */
export type Sought = {
  readonly report: Report | undefined;
  readonly because: readonly string[];
  /** What looking for it took. */
  readonly calls: number;
};

const needs: readonly string[] = ['s3:ListObjectsV2', 's3:GetObject'];

/** Looks for a report of the bucket that says what is under the prefix. */
export async function findReport(
  session: Session,
  target: ActionTarget,
  inventories: readonly InventoryFact[],
  prefix: string,
  signal: AbortSignal,
): Promise<Sought> {
  if (inventories.length === 0) {
    const sentence = `${target.resource} has no S3 Inventory, which would say the same for less: configure one.`;
    return {report: undefined, because: [sentence], calls: 0};
  }
  let calls = 0;
  const onCall = () => {
    calls += 1;
  };
  const looking = {signal: AbortSignal.any([session.signal, signal]), onCall};
  const found: (Report | string)[] = [];
  for (const inventory of inventories) {
    found.push(whyUnusable(inventory, prefix) ?? (await lookInto(session, target, inventory, looking)));
  }
  const reports = found.filter(each => typeof each !== 'string');
  return {
    report: reports.toSorted((a, b) => b.createdAt - a.createdAt)[0],
    because: found.filter(each => typeof each === 'string'),
    calls,
  };
}

/**
 * A report lies in a bucket that is perhaps another's: it is looked into under a right of its own, before anybody says
 * yes, for a plan that knows neither day nor price of the report would be blind. What that took is in its cost.
 */
async function lookInto(
  session: Session,
  target: ActionTarget,
  inventory: InventoryFact,
  looking: Parameters<typeof newestReport>[3],
): Promise<Report | string> {
  const {id, destinationBucket: bucket} = inventory;
  const lease = session.gate.lease({operations: needs, names: [bucket]}, target.account);
  if ('refused' in lease) return 'Everything is read only, and reports are not looked for then.';
  const found = await lease
    .run(() => newestReport(session, target.resource, inventory, looking))
    .finally(() => lease.end());
  return found.ok ? found.value : `The reports of inventory ${id} in ${bucket}: ${found.problem.sentence}`;
}
