type Question = readonly [operation: string, input: Readonly<Record<string, unknown>>];

const accountId = '730112094417';
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${accountId}:${name}`;
const urlOf = (name: string) => `http://localhost/${accountId}/${name}`;
const entries = (count: number, more: Readonly<Record<string, unknown>>) =>
  Array.from({length: count}, (_, index) => ({Id: `e${index}`, ...more}));

/** Good and bad questions to a queue, whether it is there or not, of either type. */
const ofQueue = (name: string): readonly Question[] => {
  const QueueUrl = urlOf(name);
  const fifo = name.endsWith('.fifo') ? {MessageGroupId: 'north', MessageDeduplicationId: 'a'} : {};
  const MessageAttributes = {tenant: {DataType: 'String', StringValue: 'north'}};
  const message = {MessageBody: 'hello', MessageAttributes, ...fifo};
  const handle = {ReceiptHandle: 'made up'};
  return [
    ['GetQueueUrl', {QueueName: name}],
    ['GetQueueAttributes', {QueueUrl}],
    ['GetQueueAttributes', {QueueUrl, AttributeNames: ['All']}],
    ['GetQueueAttributes', {QueueUrl, AttributeNames: ['Colour']}],
    ['SetQueueAttributes', {QueueUrl, Attributes: {VisibilityTimeout: '60'}}],
    ['SetQueueAttributes', {QueueUrl, Attributes: {VisibilityTimeout: 'long'}}],
    ['SetQueueAttributes', {QueueUrl, Attributes: {RedrivePolicy: '{}'}}],
    ['SendMessage', {QueueUrl, ...message}],
    ['SendMessage', {QueueUrl, MessageBody: ''}],
    ['SendMessage', {QueueUrl, MessageBody: '\u0000', ...fifo}],
    ['SendMessageBatch', {QueueUrl, Entries: entries(2, message)}],
    ['SendMessageBatch', {QueueUrl, Entries: entries(2, {...message, DelaySeconds: 1000})}],
    ['SendMessageBatch', {QueueUrl, Entries: entries(11, message)}],
    ['SendMessageBatch', {QueueUrl, Entries: []}],
    [
      'ReceiveMessage',
      {
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
    ],
    ['ReceiveMessage', {QueueUrl, MaxNumberOfMessages: 0}],
    ['ReceiveMessage', {QueueUrl, WaitTimeSeconds: 1}],
    ['DeleteMessage', {QueueUrl, ...handle}],
    ['DeleteMessageBatch', {QueueUrl, Entries: entries(2, handle)}],
    ['ChangeMessageVisibility', {QueueUrl, ...handle, VisibilityTimeout: 0}],
    ['ChangeMessageVisibilityBatch', {QueueUrl, Entries: entries(2, {...handle, VisibilityTimeout: 0})}],
    ['TagQueue', {QueueUrl, Tags: {team: 'shop'}}],
    ['ListQueueTags', {QueueUrl}],
    ['UntagQueue', {QueueUrl, TagKeys: ['team']}],
    ['ListDeadLetterSourceQueues', {QueueUrl, MaxResults: 1}],
    ['StartMessageMoveTask', {SourceArn: arnOf(name)}],
    ['StartMessageMoveTask', {SourceArn: arnOf(name), DestinationArn: arnOf('nowhere')}],
    ['ListMessageMoveTasks', {SourceArn: arnOf(name), MaxResults: 10}],
    ['ListMessageMoveTasks', {SourceArn: arnOf(name), MaxResults: 11}],
    ['PurgeQueue', {QueueUrl}],
    ['PurgeQueue', {QueueUrl}],
  ];
};

export const sqsQuestions: readonly Question[] = [
  ['CreateQueue', {QueueName: 'failed'}],
  ['CreateQueue', {QueueName: 'failed', Attributes: {VisibilityTimeout: '7'}}],
  [
    'CreateQueue',
    {
      QueueName: 'drill',
      Attributes: {
        RedrivePolicy: JSON.stringify({deadLetterTargetArn: arnOf('failed'), maxReceiveCount: 3}),
        KmsMasterKeyId: 'alias/shop',
      },
      tags: {team: 'shop'},
    },
  ],
  ['CreateQueue', {QueueName: 'drill.fifo', Attributes: {FifoQueue: 'true'}}],
  ['CreateQueue', {QueueName: 'no name'}],
  ['ListQueues', {MaxResults: 2}],
  ['ListQueues', {QueueNamePrefix: 'nothing'}],
  ['ListQueues', {NextToken: 'made up', MaxResults: 2}],
  ...['failed', 'drill', 'drill.fifo', 'nowhere'].flatMap(ofQueue),
  ['CancelMessageMoveTask', {TaskHandle: 'made up'}],
  ['DeleteQueue', {QueueUrl: urlOf('drill')}],
  ['CreateQueue', {QueueName: 'drill'}],
  ['NoSuchOperation', {}],
];
