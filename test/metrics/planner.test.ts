import {expect, test} from 'vitest';
import type {MetricAsk} from '../../source/metrics/ask.ts';
import {MetricPlanner} from '../../source/metrics/planner.ts';
import {simulated} from '../simulated.ts';

test('what one service is asking for at this moment, another does not ask for again', async () => {
  const session = (await simulated('calm')).session();
  const planner = new MetricPlanner(session, 10);
  const ask: MetricAsk = {
    namespace: 'AWS/SQS',
    name: 'NumberOfMessagesSent',
    dimensions: {QueueName: 'orders'},
    statistic: 'Sum',
    periodSeconds: 60,
    windowSeconds: 900,
  };
  planner.begin();
  planner.want([ask]);
  await Promise.all([planner.flush(() => {}), planner.flush(() => {})]);
  expect(planner.book(ask).points).toHaveLength(15);
  expect(session.gate.meter.reading.metricsRequested).toBe(1);
});
