import type {Dialect} from './dialect.ts';
import {cloudwatchDialect, cloudwatchErrors} from './dialects/cloudwatch.ts';
import {sqsDialect, sqsErrors} from './dialects/sqs.ts';

/** How AWS names one service on the wire. */
export type Service = {
  /** The prefix of its IAM actions. */
  readonly name: 'kinesis' | 'sqs' | 'cloudwatch' | 'lambda' | 'sns' | 's3' | 'sts';
  /** Its name in the scope of a signature. */
  readonly signingName: string;
  readonly version: string;
  /** What stands before the dot in X-Amz-Target; a service without one speaks no JSON. */
  readonly target: string | undefined;
  /** The namespace of its XML; a service without one does not speak the query protocol. */
  readonly xmlNamespace: string | undefined;
  /** How it writes in the query protocol what is not written as everywhere. */
  readonly dialect?: Dialect;
  /** Also answers clients of the query protocol with the error names that they know. */
  readonly queryCompatible: boolean;
  /** Errors that the two protocols name differently. */
  readonly errorNames?: readonly (readonly [json: string, query: string])[];
  /** Requests may be sent to a resource's own path; it stands for a member of the request. */
  readonly resource?: {readonly path: RegExp; readonly member: string};
  /** Where its operations are, when it speaks REST with JSON. */
  readonly routes?: readonly Route[];
  readonly bodyLimitBytes: number;
};

/** An operation that a method and a path stand for; what it is asked for is in the query. */
export type Route = {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Members of the query that are numbers. */
  readonly numbers: readonly string[];
};

const MiB = 1024 * 1024;

export const services: readonly Service[] = [
  {
    name: 'kinesis',
    signingName: 'kinesis',
    version: '2013-12-02',
    target: 'Kinesis_20131202',
    xmlNamespace: undefined,
    queryCompatible: false,
    // PutRecords takes 10 MiB of data, a third more as base64.
    bodyLimitBytes: 16 * MiB,
  },
  {
    name: 'sqs',
    signingName: 'sqs',
    version: '2012-11-05',
    target: 'AmazonSQS',
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    dialect: sqsDialect,
    queryCompatible: true,
    errorNames: sqsErrors,
    resource: {path: /^\/\d{12}\/[a-zA-Z0-9_.-]+\/?$/, member: 'QueueUrl'},
    // A batch takes 1 MiB of messages; in a form a byte can be three, in JSON six.
    bodyLimitBytes: 8 * MiB,
  },
  {
    name: 'cloudwatch',
    signingName: 'monitoring',
    version: '2010-08-01',
    target: 'GraniteServiceVersion20100801',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    dialect: cloudwatchDialect,
    queryCompatible: true,
    errorNames: cloudwatchErrors,
    bodyLimitBytes: MiB,
  },
  {
    name: 'lambda',
    signingName: 'lambda',
    version: '2015-03-31',
    target: undefined,
    xmlNamespace: undefined,
    queryCompatible: false,
    routes: [
      {
        operation: 'ListEventSourceMappings',
        method: 'GET',
        path: '/2015-03-31/event-source-mappings',
        numbers: ['MaxItems'],
      },
      {
        operation: 'ListFunctions',
        method: 'GET',
        path: '/2015-03-31/functions',
        numbers: ['MaxItems'],
      },
    ],
    bodyLimitBytes: 6 * MiB,
  },
  {
    name: 'sns',
    signingName: 'sns',
    version: '2010-03-31',
    target: undefined,
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    queryCompatible: false,
    bodyLimitBytes: MiB,
  },
  {
    name: 's3',
    signingName: 's3',
    version: '2006-03-01',
    target: undefined,
    xmlNamespace: undefined,
    queryCompatible: false,
    // AWS takes 5 GiB at once: what this account keeps, it keeps in memory.
    bodyLimitBytes: 16 * MiB,
  },
  {
    name: 'sts',
    signingName: 'sts',
    version: '2011-06-15',
    target: undefined,
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    queryCompatible: false,
    bodyLimitBytes: MiB,
  },
];
