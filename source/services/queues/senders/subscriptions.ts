import type {Session} from '../../../aws/session.ts';
import {objectIn, textIn} from '../attributes.ts';
import type {Page} from './listing.ts';

export type Subscription = {readonly arn: string; readonly topic: string; readonly protocol: string};

/** Confirmed subscriptions: nothing is sent to the others, and they have no ARN to be asked by. */
export async function pageOfSubscriptions(
  {clients, signal}: Session,
  from: string | undefined,
): Promise<Page<Subscription>> {
  const {ListSubscriptionsCommand} = await import('@aws-sdk/client-sns');
  const client = await clients.sns();
  const page = await client.send(new ListSubscriptionsCommand(from === undefined ? {} : {NextToken: from}), {
    abortSignal: signal,
  });
  const items = (page.Subscriptions ?? []).flatMap(
    ({SubscriptionArn: arn, TopicArn: topic, Protocol: protocol}) =>
      arn?.startsWith('arn:') && topic !== undefined
        ? [{arn, topic: topic.split(':').at(-1) ?? topic, protocol: protocol ?? ''}]
        : [],
  );
  return {items, next: page.NextToken};
}

/** Where the messages go that the subscriber of this subscription could not be given; undefined: nowhere. */
export async function deadLetterTargetOf(
  {clients, signal}: Session,
  arn: string,
): Promise<string | undefined> {
  const {GetSubscriptionAttributesCommand, NotFoundException} = await import('@aws-sdk/client-sns');
  const client = await clients.sns();
  try {
    const answer = await client.send(new GetSubscriptionAttributesCommand({SubscriptionArn: arn}), {
      abortSignal: signal,
    });
    return textIn(objectIn(answer.Attributes?.RedrivePolicy)?.deadLetterTargetArn);
  } catch (error) {
    // Unsubscribed since it was listed.
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
