import {describe, expect, onTestFinished, test} from 'vitest';
import type {OptionValues} from '../../../../source/actions/action.ts';
import {parseOptions} from '../../../../source/services/queues/redrive/options.ts';
import {redrive} from '../../../../source/services/queues/redrive/redrive.ts';
import type {QueueSource} from '../../../../source/simulator/scenarios/schema.ts';
import {bench, paymentsQueues} from './bench.ts';

const account = '730112094417';
const target = {resource: 'payments-dlq', arn: `arn:aws:sqs:us-east-1:${account}:payments-dlq`};

const queues: readonly QueueSource[] = [
  ...paymentsQueues({arrivalsPerMinute: 38}),
  {name: 'nobody-dlq', held: [{messages: 5, fromSecond: -9000, untilSecond: -8000, source: 'nobody'}]},
  {name: 'nobody', deadLetter: {queue: 'nobody-dlq'}, producers: [{messagesPerSecond: 1}]},
  {name: 'empty', deadLetter: {queue: 'empty-dlq'}},
  {name: 'empty-dlq'},
  {name: 'plain'},
  {name: 'in-order.fifo', contentBasedDeduplication: true},
  {name: 'narrow', maximumMessageBytes: 2048},
  {name: 'function-dlq', held: [{messages: 3, fromSecond: -900, untilSecond: -800, fromFunction: true}]},
  {name: 'topic-dlq', held: [{messages: 3, fromSecond: -900, untilSecond: -800}]},
];

const senders = {
  functions: [{name: 'resize', deadLetterQueue: 'function-dlq'}],
  topics: [
    {
      name: 'alerts',
      subscriptions: [
        {protocol: 'https' as const, endpoint: 'https://example.com', deadLetterQueue: 'topic-dlq'},
      ],
    },
  ],
};

const cases: readonly [string, string, OptionValues, RegExp, RegExp][] = [
  [
    'it still grows',
    'payments-dlq',
    {},
    /^payments-dlq still grows: it gained \d+ in the last 10 minutes, so what is moved may well fail again\.$/,
    /--while-growing payments-dlq/,
  ],
  [
    'nobody consumes',
    'nobody-dlq',
    {},
    /^Nobody has deleted a message from nobody for 15 minutes: what is moved there waits/,
    /--without-consumer nobody-dlq/,
  ],
  ['it is empty', 'empty-dlq', {}, /^empty-dlq is empty: there is nothing to move\.$/, /Nothing is needed/],
  [
    "it is nobody's dead-letter queue",
    'plain',
    {},
    /^plain is no queue's dead-letter queue in us-east-1, and AWS redrives nothing else\.$/,
    /queues\.pick plain --to QUEUE/,
  ],
  [
    'a function sends what is there',
    'function-dlq',
    {},
    /^What is in function-dlq comes from the function resize, and AWS moves messages back to SQS queues only\.$/,
    /queues\.look function-dlq/,
  ],
  [
    'a topic sends what is there',
    'topic-dlq',
    {},
    /^What is in topic-dlq comes from the topic alerts, and AWS moves/,
    /queues\.pick topic-dlq --to QUEUE/,
  ],
  [
    'the destination is not there',
    'payments-dlq',
    {to: 'paymets'},
    /^There is no queue named paymets to move messages to\. Did you mean "payments"\?$/,
    /--to QUEUE/,
  ],
  [
    'the destination is a FIFO queue',
    'payments-dlq',
    {to: 'in-order.fifo'},
    /^payments-dlq is a standard queue and in-order\.fifo is a FIFO queue: AWS moves only between/,
    /Name a standard queue/,
  ],
  [
    'the destination takes small messages only',
    'payments-dlq',
    {to: 'narrow'},
    /^narrow takes messages of at most 2\.0 kB, and payments-dlq of up to 1\.0 MB: a larger one would end/,
    /Raise the maximum message size of narrow/,
  ],
];

test('what stands in the way of a redrive is one sentence, and another says what to do', async () => {
  const {plan, end} = await bench(queues, senders);
  onTestFinished(end);
  for (const [why, queue, values, because, unblock] of cases) {
    const {blocked} = await plan(redrive, queue, values);
    const said = blocked.map(each => each.because);
    expect(said, why).toContainEqual(expect.stringMatching(because));
    expect(blocked.find(each => because.test(each.because))?.unblock, why).toMatch(unblock);
  }
});

test('black-friday: the queue that fills is blocked, with the override typed it is not', async () => {
  const {plan, end} = await bench('black-friday');
  onTestFinished(end);
  const asked = await plan(redrive, 'payments-dlq');
  expect(asked.blocked.map(({because}) => because)).toEqual([
    expect.stringMatching(/still grows: it gained 3\d\d/),
  ]);
  const typed = await plan(redrive, 'payments-dlq', {'while-growing': 'payments-dlq'});
  expect(typed.blocked).toEqual([]);
  expect(typed.warnings).toContainEqual(
    expect.stringMatching(/^3\d(\.\d)?\/m arrive in payments-dlq by themselves\.$/),
  );
  expect(typed.warnings).toContain(
    'payments-dlq is encrypted with alias/payments: you need kms:Decrypt for that key.',
  );
  expect(typed.warnings).toContain(
    'payments is encrypted with alias/payments: you need kms:GenerateDataKey and kms:Decrypt for that key.',
  );
});

describe('what AWS refuses', () => {
  const faults: readonly [string, string, string, RegExp][] = [
    [
      'permission',
      'AccessDeniedException',
      `User: arn:aws:iam::${account}:user/on-call is not authorized`,
      /^Not allowed to move messages out of payments-dlq: ask for sqs:StartMessageMoveTask/,
    ],
    [
      'a second task',
      'InvalidParameterValue',
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      /^AWS refused: a task is moving messages out of payments-dlq already; wait until it ends, or cancel it/,
    ],
    [
      'a source that is no dead-letter queue',
      'InvalidParameterValue',
      'Source queue must be configured as a Dead Letter Queue.',
      /^AWS refused: payments-dlq is no SQS queue's dead-letter queue; move messages by hand/,
    ],
    [
      'a destination that is gone',
      'ResourceNotFoundException',
      "The resource that you specified for the DestinationArn parameter doesn't exist.",
      /^AWS refused: the queue that messages should go to is not there any more; name one that is/,
    ],
  ];

  test('is one sentence each', async () => {
    const {run, simulation, end} = await bench(paymentsQueues());
    onTestFinished(end);
    for (const [, code, message, sentence] of faults) {
      simulation.faults.set([
        {kind: 'error', operation: 'sqs:StartMessageMoveTask', code, message, status: 400},
      ]);
      const {result, says} = await run(redrive, 'payments-dlq');
      expect(says).toMatch(sentence);
      expect(result).toBe('failed');
    }
  });

  test('a permission to see the tasks that is missing ends it before a plan', async () => {
    const {prepare, simulation, end} = await bench(paymentsQueues());
    onTestFinished(end);
    simulation.faults.set([
      {kind: 'error', operation: 'sqs:ListMessageMoveTasks', code: 'AccessDeniedException', status: 400},
    ]);
    expect(await prepare(redrive, 'payments-dlq')).toMatchObject({
      wrong: expect.stringMatching(/^Not allowed: sqs:ListMessageMoveTasks/),
    });
  });

  test('metrics that may not be read leave a plan that says what is not known', async () => {
    const {plan, simulation, end} = await bench(paymentsQueues());
    onTestFinished(end);
    simulation.faults.set([
      {kind: 'error', operation: 'cloudwatch:GetMetricData', code: 'AccessDeniedException', status: 400},
    ]);
    const {blocked, warnings, steps} = await plan(redrive, 'payments-dlq');
    expect(blocked).toEqual([]);
    expect(warnings.join('\n')).toMatch(/How much arrives in payments-dlq by itself is not known/);
    expect(warnings.join('\n')).toMatch(/Whether anybody consumes payments is not known/);
    expect(steps.at(-1)?.says).toContain('what the consumer can take is not known');
  });
});

test.each<[OptionValues, RegExp]>([
  [{rate: '0'}, /^0 is no rate: AWS moves 1 to 500 messages a second, whole ones\.$/],
  [{rate: '45/m'}, /^45\/m is no rate/],
  [{rate: '501'}, /^501 is no rate/],
  [{canary: '-1'}, /^-1 is no number of messages for the canary/],
  [{'stop-at': '0'}, /^0 is no share of the messages: give 0\.01 to 1, or 1% to 100%\.$/],
  [{'stop-at': 'much'}, /^much is no share/],
  [
    {'while-growing': 'orders-dlq'},
    /^--while-growing wants the name of the queue typed, payments-dlq, and got orders-dlq\.$/,
  ],
  [{'without-consumer': 'yes'}, /^--without-consumer wants the name of the queue typed/],
  [{to: 'payments-dlq'}, /^Messages cannot be moved from payments-dlq to payments-dlq/],
  [
    {to: `arn:aws:sqs:us-east-1:${account}:payments-dlq`},
    /^Messages cannot be moved from payments-dlq to payments-dlq: name another queue\.$/,
  ],
  [
    {to: `arn:aws:sqs:eu-west-1:${account}:payments`},
    /^arn:aws:sqs:eu-west-1:\d+:payments is in another account or region, and a redrive stays in one: name a queue beside payments-dlq \(--to QUEUE\)\.$/,
  ],
  [{to: 'arn:aws:sqs:us-east-1:111122223333:payments'}, /is in another account or region/],
  [{detach: 'yes', canary: '10'}, /^Give --canary or --detach, not both/],
])('%j is refused in a sentence', (values, sentence) => {
  expect(parseOptions(values, target)).toEqual({wrong: expect.stringMatching(sentence)});
});

test('--to takes the ARN of a queue beside it for its name', () => {
  expect(parseOptions({to: `arn:aws:sqs:us-east-1:${account}:parked`}, target)).toMatchObject({
    options: {to: 'parked'},
  });
});
