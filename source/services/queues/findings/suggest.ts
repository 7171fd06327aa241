import type {Finding} from '../../../monitor/schema.ts';
import type {Queue} from '../model.ts';

type Suggestion = NonNullable<Finding['suggest']>;

/** What failed is looked at before it is moved. */
export const suggestLook = ({name, url, region}: Queue): Suggestion => ({
  action: 'queues.look',
  args: {queue: name},
  cli: `aws sqs receive-message --queue-url ${url} --max-number-of-messages 10 --visibility-timeout 30 --message-attribute-names All --message-system-attribute-names All --region ${region}`,
});

/** Back to where it came from, where AWS would do that; else a look. */
export function suggestRedrive(queue: Queue): Suggestion {
  if (queue.redriveRefused !== null) return suggestLook(queue);
  return {
    action: 'queues.redrive',
    args: {queue: queue.name},
    cli: `aws sqs start-message-move-task --source-arn ${queue.arn} --region ${queue.region}`,
  };
}
