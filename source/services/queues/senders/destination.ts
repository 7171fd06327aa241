/** Something of that name, and the ARN of what it sends to when it fails: a queue, a topic, a bucket, or nothing. */
export type Destination = {readonly name: string | undefined; readonly target: string | undefined};

/** `arn:aws:lambda:us-east-1:123456789012:function:enrich:live` is of the function `enrich`. */
export const nameOfFunction = (arn: string | undefined): string | undefined =>
  arn?.split(':function:')[1]?.split(':')[0];

export const isQueue = (arn: string): boolean => arn.split(':')[2] === 'sqs';
