import {mostInBatch} from '../../../services/queues/limits.ts';
import {objectsOf, textOf} from '../../members.ts';
import {AwsError, type Json} from '../../operation.ts';

type Batch = 'SendMessageBatch' | 'DeleteMessageBatch' | 'ChangeMessageVisibilityBatch';
type Entry = {readonly id: string; readonly entry: Json};

/** The entries of a batch, which is refused as a whole when they are too many, none, or not to be told apart. */
export function readEntries(input: Json, operation: Batch): readonly Entry[] {
  const entries = objectsOf(input, 'Entries') ?? [];
  if (entries.length === 0)
    throw new AwsError(
      'EmptyBatchRequest',
      `There should be at least one ${operation}RequestEntry in the request.`,
    );
  if (entries.length > mostInBatch)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${mostInBatch}. You have sent ${entries.length}.`,
    );
  const ids = new Set<string>();
  return entries.map(entry => {
    const id = textOf(entry, 'Id') ?? '';
    if (!/^[\w-]{1,80}$/.test(id))
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    if (ids.has(id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
    return {id, entry};
  });
}

/** Each entry for itself: what one is refused for is no reason to refuse the others. */
export function eachOf<Item extends {readonly id: string}>(
  items: readonly Item[],
  run: (item: Item) => Json,
): Json {
  const Successful: Json[] = [];
  const Failed: Json[] = [];
  for (const item of items) {
    try {
      Successful.push({Id: item.id, ...run(item)});
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({Id: item.id, SenderFault: true, Code: codeOf(error), Message: error.message});
    }
  }
  return {Successful, Failed};
}

/** Inside a batch, errors keep the names of the query protocol whatever the client speaks. */
const codeOf = ({code}: AwsError): string => inBatches[code] ?? code;
const inBatches: Readonly<Record<string, string>> = {
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
};
