import type {ActionTarget} from '../../../actions/plan.ts';
import type {Session} from '../../../aws/session.ts';
import {MetricPlanner} from '../../../metrics/planner.ts';
import {bytesAsk, objectsAsk} from '../asks.ts';
import {listStorageTypes} from '../requests.ts';

/** What all of a bucket holds, its versions among it, by the last of its daily metrics. */
export type Held = {
  readonly at: number;
  readonly objects: number;
  /** Undefined where not every storage type has a figure. */
  readonly bytes: number | undefined;
};

/** Undefined where no metric tells. */
export async function readHeld(
  session: Session,
  {resource: name, arn, region}: ActionTarget,
): Promise<Held | undefined> {
  const listed = {name, arn, region, createdAt: undefined};
  const types = await session.attempt('cloudwatch:ListMetrics', () =>
    listStorageTypes(session, region, name),
  );
  const sizes = (types.ok ? (types.value.get(name) ?? []) : []).map(type => bytesAsk(listed, type));
  const count = objectsAsk(listed);
  const planner = new MetricPlanner(session, Number.POSITIVE_INFINITY);
  planner.want([count, ...sizes]);
  await planner.flush(() => {});
  const last = planner.book(count).points.at(-1);
  if (!last) return undefined;
  const bytes = sizes.map(size => planner.book(size).points.findLast(({at}) => at === last.at)?.value);
  const isWhole = bytes.length > 0 && !bytes.includes(undefined);
  return {
    at: last.at,
    objects: last.value,
    bytes: isWhole ? bytes.reduce<number>((sum, each) => sum + (each ?? Number.NaN), 0) : undefined,
  };
}
