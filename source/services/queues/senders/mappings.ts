import type {Session} from '../../../aws/session.ts';
import {type Destination, nameOfFunction} from './destination.ts';
import type {Page} from './listing.ts';

/** Event source mappings with their on-failure destination, named as the function that they invoke. */
export async function pageOfMappings(
  {clients, signal}: Session,
  from: string | undefined,
): Promise<Page<Destination>> {
  const {ListEventSourceMappingsCommand} = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const page = await client.send(
    new ListEventSourceMappingsCommand(from === undefined ? {} : {Marker: from}),
    {abortSignal: signal},
  );
  return {
    items: (page.EventSourceMappings ?? []).map(each => ({
      name: nameOfFunction(each.FunctionArn),
      target: each.DestinationConfig?.OnFailure?.Destination,
    })),
    next: page.NextMarker,
  };
}
