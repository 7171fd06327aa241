import type {Dialect} from '../dialect.ts';

const pairs = ['Name', 'Value'] as const;
const tags = ['Key', 'Value'] as const;

/** SQS writes each item of a list or a map beside the others, and names the items, not the list. */
export const sqsDialect: Dialect = {
  numbers: [
    'DelaySeconds',
    'MaxNumberOfMessages',
    'MaxNumberOfMessagesPerSecond',
    'MaxResults',
    'VisibilityTimeout',
    'WaitTimeSeconds',
  ],
  asked: {
    Attribute: {member: 'Attributes', entry: pairs},
    AttributeName: {member: 'AttributeNames'},
    ChangeMessageVisibilityBatchRequestEntry: {member: 'Entries'},
    DeleteMessageBatchRequestEntry: {member: 'Entries'},
    MessageAttribute: {member: 'MessageAttributes', entry: pairs},
    MessageAttributeName: {member: 'MessageAttributeNames'},
    MessageSystemAttribute: {member: 'MessageSystemAttributes', entry: pairs},
    MessageSystemAttributeName: {member: 'MessageSystemAttributeNames'},
    SendMessageBatchRequestEntry: {member: 'Entries'},
    Tag: {member: 'Tags', entry: tags},
    TagKey: {member: 'TagKeys'},
  },
  answered: {
    Attributes: {as: 'Attribute', entry: pairs},
    Failed: {as: 'BatchResultErrorEntry'},
    MessageAttributes: {as: 'MessageAttribute', entry: pairs},
    Messages: {as: 'Message'},
    QueueUrls: {as: 'QueueUrl'},
    Results: {as: 'ListMessageMoveTasksResultEntry'},
    Tags: {as: 'Tag', entry: tags},
    queueUrls: {as: 'QueueUrl'},
    'ChangeMessageVisibilityBatch.Successful': {as: 'ChangeMessageVisibilityBatchResultEntry'},
    'DeleteMessageBatch.Successful': {as: 'DeleteMessageBatchResultEntry'},
    'SendMessageBatch.Successful': {as: 'SendMessageBatchResultEntry'},
  },
  silent: [
    'ChangeMessageVisibility',
    'DeleteMessage',
    'DeleteQueue',
    'PurgeQueue',
    'SetQueueAttributes',
    'TagQueue',
    'UntagQueue',
  ],
};

/** What the model of the service says of its errors (`awsQueryError`), and what AWS says where the model is silent. */
export const sqsErrors: readonly (readonly [json: string, query: string])[] = [
  ...[
    'BatchEntryIdsNotDistinct',
    'BatchRequestTooLong',
    'EmptyBatchRequest',
    'InvalidBatchEntryId',
    'MessageNotInflight',
    'PurgeQueueInProgress',
    'QueueDeletedRecently',
    'TooManyEntriesInBatchRequest',
    'UnsupportedOperation',
  ].map(name => [name, `AWS.SimpleQueueService.${name}`] as const),
  ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
  ['QueueNameExists', 'QueueAlreadyExists'],
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['MissingRequiredParameterException', 'MissingParameter'],
];
