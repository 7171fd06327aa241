import type {Datum, MetricId, MetricSource} from '../metric-source.ts';
import {agesOf, countOf, joined} from '../world/metrics/datum.ts';
import {minuteMs} from '../world/minutes.ts';
import type {World} from '../world/world.ts';
import {type Mapping, mappingsOf, poisonedShards} from './mappings.ts';

/** How often a batch that fails is tried in a minute, once the pauses have grown. */
const triesPerMinute = 6;
const historyMs = 86_400_000;
const namespace = 'AWS/Lambda';

/** What Lambda publishes of each function: of all streams that it reads together. */
export function lambdaMetrics(world: World): MetricSource {
  const {startAt} = world.options;
  const id = (name: string, fn: string): MetricId => ({namespace, name, dimensions: {FunctionName: fn}});
  return {
    *list(region) {
      const names = new Set(mappingsOf(world, region).map(mapping => mapping.function));
      for (const fn of names) for (const name of Object.keys(functionMetrics)) yield id(name, fn);
    },
    minute(region, {namespace: asked, name, dimensions}, minuteStart) {
      const metric = Object.hasOwn(functionMetrics, name) ? functionMetrics[name] : undefined;
      const {FunctionName: fn, ...others} = dimensions;
      const isOurs = asked === namespace && Object.keys(others).length === 0;
      if (!isOurs || !metric || minuteStart < startAt - historyMs) return undefined;
      return mappingsOf(world, region)
        .filter(mapping => mapping.function === fn)
        .map(mapping => metric(minuteOf(world, mapping, minuteStart)))
        .reduce<Datum | undefined>(joined, undefined);
    },
  };
}

/** What a function did for one stream in one minute. */
type FunctionMinute = {
  readonly invocations: number;
  readonly errors: number;
  readonly ageMin: number;
  readonly ageMax: number;
};

const functionMetrics: Readonly<Record<string, (minute: FunctionMinute) => Datum | undefined>> = {
  Invocations: ({invocations}) => countOf(invocations),
  Errors: ({errors, invocations}) => countOf(errors, invocations),
  IteratorAge: ({invocations, ageMin, ageMax}) => agesOf(invocations, ageMin, ageMax),
};

/** A function is invoked for what there is to read; of a minute without records nothing is published. */
function minuteOf(world: World, {stream, consumer}: Mapping, minuteStart: number): FunctionMinute {
  const read = stream.shared.consumer(consumer.name, Math.floor(minuteStart / minuteMs));
  if (!read) return {invocations: 0, errors: 0, ageMin: 0, ageMax: 0};
  const second = (minuteStart - world.options.startAt) / 1000;
  const errors = poisonedShards(stream, consumer, second) * triesPerMinute;
  const invocations = Math.ceil(read.records / consumer.mapping.batchSize) + errors;
  return {invocations, errors, ageMin: read.ageMin, ageMax: read.ageMax};
}
