import {functionArn, queueArn, topicArn} from './arns.ts';
import {AwsError, type Caller, type Json, type Operations} from './operation.ts';
import type {Scenario, TopicScenario} from './scenarios/schema.ts';
import {uuidOf} from './uuid.ts';

/** A page of each list. ListTopics, ListSubscriptions, ListSubscriptionsByTopic, API reference. */
const mostListed = 100;

type Subscription = TopicScenario['subscriptions'][number] & {readonly topic: string; readonly arn: string};

/** The topics of the account, who is subscribed to them, and where what cannot be delivered goes. */
export function createSns(scenario: Scenario): Operations {
  const topicsOf = (region: string): readonly TopicScenario[] =>
    scenario.topics.filter(topic => (topic.region ?? scenario.regions[0]) === region);
  const subscriptionsOf = (caller: Caller): readonly Subscription[] =>
    topicsOf(caller.region).flatMap(topic => {
      const arn = topicArn(topic.name, caller);
      return topic.subscriptions.map((subscription, index) => ({
        ...subscription,
        topic: arn,
        arn: `${arn}:${uuidOf(`${arn}/${index}`)}`,
      }));
    });
  return {
    ListTopics: (input, caller) => {
      const topics = topicsOf(caller.region).map(topic => ({TopicArn: topicArn(topic.name, caller)}));
      return pageOf('Topics', topics, input);
    },
    ListSubscriptions: (input, caller) =>
      pageOf(
        'Subscriptions',
        subscriptionsOf(caller).map(each => shapeOf(each, caller)),
        input,
      ),
    ListSubscriptionsByTopic: (input, caller) => {
      const topic = arnIn(input, 'TopicArn');
      if (!topicsOf(caller.region).some(each => topicArn(each.name, caller) === topic)) {
        throw new AwsError('NotFound', 'Topic does not exist', 404);
      }
      const found = subscriptionsOf(caller).filter(each => each.topic === topic);
      return pageOf(
        'Subscriptions',
        found.map(each => shapeOf(each, caller)),
        input,
      );
    },
    GetSubscriptionAttributes: (input, caller) => {
      const arn = arnIn(input, 'SubscriptionArn');
      const found = subscriptionsOf(caller).find(each => each.arn === arn);
      if (!found) throw new AwsError('NotFound', 'Subscription does not exist', 404);
      return {Attributes: new Map(Object.entries(attributesOf(found, caller)))};
    },
  };
}

/** A subscription that nobody confirmed has no ARN to be asked by. */
const shapeOf = (subscription: Subscription, caller: Caller): Json => ({
  SubscriptionArn: subscription.confirmed ? subscription.arn : 'PendingConfirmation',
  Owner: caller.accountId,
  Protocol: subscription.protocol,
  Endpoint: endpointOf(subscription, caller),
  TopicArn: subscription.topic,
});

function attributesOf(subscription: Subscription, caller: Caller): Readonly<Record<string, string>> {
  const {deadLetterQueue: queue} = subscription;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topic,
    Owner: caller.accountId,
    Protocol: subscription.protocol,
    Endpoint: endpointOf(subscription, caller),
    PendingConfirmation: String(!subscription.confirmed),
    ConfirmationWasAuthenticated: String(subscription.confirmed),
    RawMessageDelivery: 'false',
    SubscriptionPrincipal: caller.arn,
    ...(queue !== undefined && {
      RedrivePolicy: JSON.stringify({deadLetterTargetArn: queueArn(queue, caller)}),
    }),
  };
}

function endpointOf({protocol, endpoint}: Subscription, caller: Caller): string {
  if (endpoint.startsWith('arn:')) return endpoint;
  if (protocol === 'sqs') return queueArn(endpoint, caller);
  return protocol === 'lambda' ? functionArn(endpoint, caller) : endpoint;
}

function arnIn(input: Json, member: string): string {
  const arn = String(input[member] ?? '');
  const {length} = arn.split(':');
  if (length >= 6) return arn;
  throw invalid(`${member} Reason: An ARN must have at least 6 elements, not ${length}`);
}

function pageOf(name: string, items: readonly Json[], {NextToken: token}: Json): Json {
  const from = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(from) || from < 0) throw invalid('NextToken');
  const until = from + mostListed;
  return {[name]: items.slice(from, until), ...(until < items.length && {NextToken: String(until)})};
}

const invalid = (what: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
