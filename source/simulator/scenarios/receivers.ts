import * as v from 'valibot';
import {listOf, queueName} from './values.ts';

/** A function that sends what it could not digest to a queue. */
export const functionSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/)),
  region: v.optional(v.string()),
  deadLetterQueue: v.optional(queueName),
  /** An alarm that wants to run it is refused. */
  refusesAlarms: v.optional(v.boolean()),
});

/** A topic, and who gets what is published to it. */
export const topicSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,256}$/)),
  region: v.optional(v.string()),
  /** Its policy does not let alarms publish to it. */
  refusesAlarms: v.optional(v.boolean()),
  subscriptions: listOf(
    v.strictObject({
      protocol: v.picklist(['email', 'https', 'lambda', 'sqs', 'sms']),
      /** An address, a URL, or the name of a function or a queue of the scenario. */
      endpoint: v.string(),
      confirmed: v.optional(v.boolean(), true),
      deadLetterQueue: v.optional(queueName),
    }),
  ),
});
