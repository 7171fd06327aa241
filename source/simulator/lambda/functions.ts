import {functionArn, queueArn} from '../arns.ts';
import type {Caller, Json} from '../operation.ts';
import type {FunctionScenario} from '../scenarios/schema.ts';
import type {World} from '../world/world.ts';
import {mappingsOf} from './mappings.ts';
import {pageOf} from './page.ts';

/** A page of ListFunctions. API reference. */
const mostFunctions = 50;

/** The functions of the scenario, and those that it names only as readers of its streams. */
export function listFunctions(world: World, input: Json, caller: Caller): Json {
  const {functions, regions} = world.options.scenario;
  const named = new Map<string, FunctionScenario>();
  for (const {function: name} of mappingsOf(world, caller.region)) named.set(name, {name});
  for (const each of functions) {
    if ((each.region ?? regions[0]) === caller.region) named.set(each.name, each);
  }
  const {page, next} = pageOf([...named.values()], input, mostFunctions);
  return {Functions: page.map(each => shapeOf(world, each, caller)), ...next};
}

const shapeOf = (
  {options}: World,
  {name, deadLetterQueue: queue}: FunctionScenario,
  caller: Caller,
): Json => ({
  FunctionName: name,
  FunctionArn: functionArn(name, caller),
  Version: '$LATEST',
  PackageType: 'Zip',
  LastModified: new Date(options.startAt - 30 * dayMs).toISOString().replace('Z', '+0000'),
  ...(queue !== undefined && {DeadLetterConfig: {TargetArn: queueArn(queue, caller)}}),
});

const dayMs = 86_400_000;
