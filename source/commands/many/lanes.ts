import type {ReadyPlan} from '../../actions/life.ts';

/**
 * What can run side by side: plans that change the same things, or what another one changes, stand one after
 * another in a lane.
 */
export function lanesOf(plans: readonly ReadyPlan[]): readonly (readonly ReadyPlan[])[] {
  let lanes: {readonly plans: readonly ReadyPlan[]; readonly touched: ReadonlySet<string>}[] = [];
  for (const ready of plans) {
    const {target, affects = []} = ready.plan;
    const touched = new Set([target.arn, ...affects]);
    const joined = lanes.filter(lane => [...lane.touched].some(arn => touched.has(arn)));
    lanes = [
      ...lanes.filter(lane => !joined.includes(lane)),
      {
        plans: [...joined.flatMap(lane => lane.plans), ready],
        touched: new Set([...joined.flatMap(lane => [...lane.touched]), ...touched]),
      },
    ];
  }
  return lanes.map(lane => lane.plans.toSorted((a, b) => breadth(b) - breadth(a)));
}

/** What moves much comes before what it moves: the other way round it would find it moved already. */
const breadth = ({plan: {affects = []}}: ReadyPlan): number => affects.length;
