import type {MetricAsk} from '../../metrics/ask.ts';
import type {BucketFacts, ListedBucket} from './facts.ts';

/** Storage is measured once a day, and the figure of a day comes one or two days later. "Amazon S3 CloudWatch metrics". */
export const daySeconds = 86_400;
/** A fortnight that is known has to reach back two days more. */
const windowSeconds = 16 * daySeconds;

const made = new WeakMap<ListedBucket, Map<string, MetricAsk>>();

function dailyAsk(listed: ListedBucket, name: string, type: string): MetricAsk {
  const asks = made.get(listed) ?? new Map<string, MetricAsk>();
  made.set(listed, asks);
  const ask = asks.get(type) ?? {
    namespace: 'AWS/S3',
    name,
    region: listed.region,
    dimensions: {BucketName: listed.name, StorageType: type},
    statistic: 'Average',
    periodSeconds: daySeconds,
    windowSeconds,
    everySeconds: daySeconds,
  };
  asks.set(type, ask);
  return ask;
}

/** The bytes of one storage type. The same object each time: its words are not put together again. */
export const bytesAsk = (listed: ListedBucket, type: string): MetricAsk =>
  dailyAsk(listed, 'BucketSizeBytes', type);

/** There is no number of objects by class. */
export const objectsAsk = (listed: ListedBucket): MetricAsk =>
  dailyAsk(listed, 'NumberOfObjects', 'AllStorageTypes');

/** Of which storage types there are figures; undefined while nobody knows. */
export const typesOf = (facts: BucketFacts, {name, region}: ListedBucket): readonly string[] | undefined => {
  const known = facts.storageTypes.get(region)?.value;
  return known === undefined ? undefined : (known.get(name) ?? []);
};

/** Every series that the screens and the document show, and no other. */
export function asks(facts: BucketFacts): readonly MetricAsk[] {
  return (facts.buckets.value ?? []).flatMap(listed => {
    const types = typesOf(facts, listed) ?? [];
    if (types.length === 0) return [];
    return [objectsAsk(listed), ...types.map(type => bytesAsk(listed, type))];
  });
}
