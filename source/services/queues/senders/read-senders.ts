import type {Problem} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {Sender, Senders} from '../facts.ts';
import {type Destination, isQueue} from './destination.ts';
import {pageOfFunctions} from './functions.ts';
import {Listing} from './listing.ts';
import {pageOfMappings} from './mappings.ts';
import {SubscriptionTargets} from './subscription-targets.ts';
import {pageOfSubscriptions, type Subscription} from './subscriptions.ts';

/** What was learned through a session so far: none of it is asked for again at each refresh. */
type Memory = {
  readonly functions: Listing<Destination>;
  readonly mappings: Listing<Destination>;
  readonly subscriptions: Listing<Subscription>;
  readonly targets: SubscriptionTargets;
};

const memories = new WeakMap<Session, Memory>();

/**
 * Who besides queues sends to queues what failed. May be called at every refresh: it asks for what is due, in
 * portions that do not hold up a refresh, and gives what is known by then; it never fails for what AWS refuses.
 */
export async function readSenders(session: Session): Promise<Senders> {
  const memory = memoryOf(session);
  const {functions, mappings, subscriptions, targets} = memory;
  const problems = await Promise.all([
    functions.read(session),
    mappings.read(session),
    readSubscriptions(session, memory),
  ]);
  const confirmed = uniqueByArn(subscriptions.items);
  const unreadSubscriptions = confirmed.filter(({arn}) => !targets.isRead(arn)).length;
  const byTopic = confirmed.map(({arn, topic}) => ({name: topic, target: targets.of(arn)}));
  return {
    byQueue: byQueue([
      ...sendersOf('function', functions.items),
      ...sendersOf('mapping', mappings.items),
      ...sendersOf('topic', byTopic),
    ]),
    whole: functions.isWhole && mappings.isWhole && subscriptions.isWhole && unreadSubscriptions === 0,
    unreadSubscriptions,
    problems: problems.filter(problem => problem !== undefined),
  };
}

async function readSubscriptions(
  session: Session,
  {subscriptions, targets}: Memory,
): Promise<Problem | undefined> {
  const problem = await subscriptions.read(session);
  if (problem) return problem;
  return targets.read(session, uniqueByArn(subscriptions.items));
}

function memoryOf(session: Session): Memory {
  const known = memories.get(session);
  if (known) return known;
  const made: Memory = {
    functions: new Listing({operation: 'lambda:ListFunctions', fetch: pageOfFunctions}),
    mappings: new Listing({operation: 'lambda:ListEventSourceMappings', fetch: pageOfMappings}),
    subscriptions: new Listing({operation: 'sns:ListSubscriptions', fetch: pageOfSubscriptions}),
    targets: new SubscriptionTargets(),
  };
  memories.set(session, made);
  return made;
}

const uniqueByArn = (subscriptions: readonly Subscription[]): readonly Subscription[] => [
  ...new Map(subscriptions.map(each => [each.arn, each])).values(),
];

type Sending = {readonly queue: string; readonly sender: Sender};

const sendersOf = (kind: Sender['kind'], destinations: readonly Destination[]): readonly Sending[] =>
  destinations.flatMap(({name, target}) =>
    name !== undefined && target !== undefined && isQueue(target)
      ? [{queue: target, sender: {kind, name}}]
      : [],
  );

/** Each sender once, in an order that does not change from one refresh to the next. */
function byQueue(sendings: readonly Sending[]): ReadonlyMap<string, readonly Sender[]> {
  const queues = new Map<string, Map<string, Sender>>();
  for (const {queue, sender} of sendings) {
    const senders = queues.get(queue) ?? new Map<string, Sender>();
    senders.set(`${sender.kind} ${sender.name}`, sender);
    queues.set(queue, senders);
  }
  return new Map(
    [...queues].map(([queue, senders]) => [
      queue,
      [...senders.values()].toSorted((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name)),
    ]),
  );
}
