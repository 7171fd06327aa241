import type {Session} from '../../../aws/session.ts';
import {type Destination, nameOfFunction} from './destination.ts';
import type {Page} from './listing.ts';

/** Functions with their dead-letter queue: where Lambda sends an event that it gave up invoking them with. */
export async function pageOfFunctions(
  {clients, signal}: Session,
  from: string | undefined,
): Promise<Page<Destination>> {
  const {ListFunctionsCommand} = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const page = await client.send(new ListFunctionsCommand(from === undefined ? {} : {Marker: from}), {
    abortSignal: signal,
  });
  return {
    items: (page.Functions ?? []).map(each => ({
      name: each.FunctionName ?? nameOfFunction(each.FunctionArn),
      target: each.DeadLetterConfig?.TargetArn,
    })),
    next: page.NextMarker,
  };
}
