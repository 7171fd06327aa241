import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {type Prices, pricesWith} from './list.ts';

/** Facts with the prices that the config gives for the plan that is made of them. */
export async function priced<Facts>(
  {thresholds}: Pick<Session, 'thresholds'>,
  gathered: Promise<Outcome<Facts>>,
): Promise<Outcome<Facts & {readonly prices: Prices}>> {
  const found = await gathered;
  return found.ok ? {...found, value: {...found.value, prices: pricesWith(thresholds)}} : found;
}
