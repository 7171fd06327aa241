import {expect, onTestFinished, test} from 'vitest';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {readSenders} from '../../source/services/queues/senders/read-senders.ts';
import {awsCli} from './aws-cli.ts';
import {startMoto} from './moto.ts';

const region = 'us-east-1';
const accessKeyId = 'AKIAREFEREE000000001';
const secretAccessKey = 'of-no-worth';
const arn = (service: string, name: string) => `arn:aws:${service}:${region}:123456789012:${name}`;
const role = 'arn:aws:iam::123456789012:role/runs-functions';
const trust = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'}],
};

/** A function of a zip file without any file in it. */
const createFunction = [
  'lambda',
  'create-function',
  '--cli-input-json',
  JSON.stringify({
    FunctionName: 'resize',
    Runtime: 'python3.12',
    Handler: 'a.b',
    Role: role,
    Code: {ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='},
  }),
];

/** Of functions themselves moto keeps no dead-letter queue. */
test('mappings and subscriptions of an account that others simulate are found as senders', async () => {
  const moto = await startMoto();
  onTestFinished(moto.end);
  const aws = awsCli({endpoint: moto.endpoint, region, accessKeyId, secretAccessKey});
  await Promise.all([
    aws.run('sns', 'create-topic', '--name', 'orders'),
    aws.run('kinesis', 'create-stream', '--stream-name', 'images', '--shard-count', '1'),
    aws.run(
      'iam',
      'create-role',
      '--role-name',
      'runs-functions',
      '--assume-role-policy-document',
      JSON.stringify(trust),
    ),
    ...['stream-failures', 'sns-dlq', 'audit'].map(name =>
      aws.run('sqs', 'create-queue', '--queue-name', name),
    ),
  ]);
  const subscribe = ['sns', 'subscribe', '--topic-arn', arn('sns', 'orders'), '--protocol', 'sqs'];
  const redrive = JSON.stringify({
    RedrivePolicy: JSON.stringify({deadLetterTargetArn: arn('sqs', 'sns-dlq')}),
  });
  const subscribed = Promise.all([
    aws.run(...subscribe, '--notification-endpoint', arn('sqs', 'audit'), '--attributes', redrive),
    aws.run(...subscribe, '--notification-endpoint', arn('sqs', 'stream-failures')),
  ]);
  await aws.run(...createFunction);
  const source = ['--event-source-arn', arn('kinesis', 'stream/images'), '--starting-position', 'LATEST'];
  const destination = JSON.stringify({OnFailure: {Destination: arn('sqs', 'stream-failures')}});
  await aws.run(
    'lambda',
    'create-event-source-mapping',
    '--function-name',
    'resize',
    ...source,
    '--destination-config',
    destination,
  );
  await subscribed;
  const stop = new AbortController();
  const session = new Session({
    profile: undefined,
    region,
    endpoint: moto.endpoint,
    credentials: async () => ({accessKeyId, secretAccessKey}),
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
  });
  onTestFinished(() => {
    stop.abort();
    session.close();
  });
  expect(await readSenders(session)).toEqual({
    byQueue: new Map([
      [arn('sqs', 'stream-failures'), [{kind: 'mapping', name: 'resize'}]],
      [arn('sqs', 'sns-dlq'), [{kind: 'topic', name: 'orders'}]],
    ]),
    whole: true,
    unreadSubscriptions: 0,
    problems: [],
  });
});
