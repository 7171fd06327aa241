import {blackFriday} from '../source/simulator/scenarios/black-friday.ts';
import type {ScenarioSource} from '../source/simulator/scenarios/schema.ts';

/** These streams and buckets of a black Friday, in an account that has nothing else and is soon read. */
export function blackFridayOf(...names: readonly string[]): ScenarioSource {
  const isNamed = ({name}: {readonly name: string}) => names.includes(name);
  return {
    name: 'part-of-black-friday',
    regions: ['us-east-1'],
    streams: (blackFriday.streams ?? []).filter(isNamed),
    buckets: (blackFriday.buckets ?? []).filter(isNamed),
  };
}
