import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Snapshot} from '../../source/monitor/schema.ts';
import {executable} from '../terminal/product.ts';
import {type Figure, type Measurement, median} from './figure.ts';
import {timed} from './timing.ts';

const sizes = [10, 100, 1000, 10_000];
const shardsPerStream = 50;
/** A first reading, and the minutes in which everything is asked for once more. */
const count = 7;

const getMetricData = 'cloudwatch:GetMetricData';

const getQueueAttributes = 'sqs:GetQueueAttributes';
const queueCount = 2000;
/** A quarter of what AWS is taken to allow an account. */
const attributesPerSecond = 100;

type Usage = {
  readonly metrics: number;
  readonly calls: number;
  readonly metricCalls: number;
  readonly attributeCalls: number;
};

/** An account of so many shards, in streams of fifty, all with shard metrics. */
function scenario(shards: number): string {
  const size = Math.min(shards, shardsPerStream);
  const stream = (index: number) => `
[[streams]]
name = "stream-${index}"
shards = ${size}
shardMetrics = "ALL"
[[streams.producers]]
recordsPerSecond = ${size * 400}
recordBytes = 900
[[streams.consumers]]
name = "reader"
`;
  const streams = Array.from({length: shards / size}, (_, index) => stream(index));
  return `name = "bench"\nregions = ["us-east-1"]\nshardLimit = 20000\n${streams.join('')}`;
}

/** As many sources as dead-letter queues, one in ten at work; one dead-letter queue in fifty holds something. */
function scenarioOfQueues(): string {
  const pair = (index: number) => `
[[queues]]
name = "work-${index}"
deadLetter = {queue = "work-${index}-dead", maxReceiveCount = 3}
${index % 10 === 0 ? 'producers = [{messagesPerSecond = 0.5}]\nconsumer = {messagesPerSecond = 5}' : ''}
[[queues]]
name = "work-${index}-dead"
retentionSeconds = 1209600
${index % 50 === 0 ? `held = [{messages = 20, fromSecond = -40000, untilSecond = -7200, source = "work-${index}"}]` : ''}
`;
  return `name = "bench"\nregions = ["us-east-1"]\n${Array.from({length: queueCount / 2}, (_, index) => pair(index)).join('')}`;
}

/** The documents of so many refreshes, a minute apart on the account's clock; each counts from the start. */
async function refreshes(file: string): Promise<readonly Snapshot[]> {
  const account = ['demo', '--scenario', file, '--speed', '600'];
  // The usual budget would slow the largest account down: here it is the calls of a full refresh that count.
  const watch = [
    'snapshot',
    '--watch',
    '60',
    '--count',
    String(count),
    '--budget',
    '100',
    '--fail-on',
    'never',
  ];
  const {code, stdout} = await timed(process.execPath, [executable, ...account, ...watch]);
  if (code !== 0) throw new Error(`${file}: hotshard ended with ${code}.`);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Snapshot);
}

/** What one refresh added to the counts. */
function added(documents: readonly Snapshot[], index: number): Usage {
  const count = (at: number): Usage => {
    const usage = documents[at]?.usage;
    if (usage === undefined) return {metrics: 0, calls: 0, metricCalls: 0, attributeCalls: 0};
    const {metricsRequested, calls, byOperation} = usage;
    return {
      metrics: metricsRequested,
      calls,
      metricCalls: byOperation[getMetricData] ?? 0,
      attributeCalls: byOperation[getQueueAttributes] ?? 0,
    };
  };
  const [after, before] = [count(index), count(index - 1)];
  return {
    metrics: after.metrics - before.metrics,
    calls: after.calls - before.calls,
    metricCalls: after.metricCalls - before.metricCalls,
    attributeCalls: after.attributeCalls - before.attributeCalls,
  };
}

function figure(what: string, {metrics, calls, metricCalls}: Usage): Figure {
  const all = {metrics, 'calls in all': calls};
  return {what: `${what}: GetMetricData calls`, value: metricCalls, unit: 'calls', with: all};
}

/** The promise is about refreshes: a first reading also fetches hours of history, 100,800 points a call. */
const refresh = (what: string, usage: Usage): Figure => ({
  ...figure(what, usage),
  atMost: Math.ceil(usage.metrics / 500),
});

async function measure(folder: string, shards: number): Promise<readonly Figure[]> {
  const file = path.join(folder, `${shards}.toml`);
  await writeFile(file, scenario(shards));
  const documents = await refreshes(file);
  const [first, ...others] = documents.map((_, index) => added(documents, index));
  if (first === undefined || others.length === 0) throw new Error(`${file}: there are no documents.`);
  const ordered = others.toSorted((a, b) => a.metrics - b.metrics);
  const what = `${shards.toLocaleString('en')} shards`;
  const time = documents.map(({tookMs}) => tookMs);
  return [
    figure(`${what}, first reading`, first),
    refresh(`${what}, each minute`, ordered[0] ?? first),
    refresh(`${what}, every five minutes`, ordered.at(-1) ?? first),
    {what: `${what}, first reading`, value: time[0] ?? Number.NaN, unit: 'ms'},
    {what: `${what}, a refresh`, value: median(time.slice(1)), unit: 'ms', how: `median of ${count - 1}`},
  ];
}

/** What of it all a refresh asks, and how long that takes at the pace that is allowed. */
function figureOfQueues(what: string, {metrics, metricCalls, attributeCalls, calls}: Usage): Figure {
  const all = {
    metrics,
    'GetMetricData calls': metricCalls,
    GetQueueAttributes: attributeCalls,
    'seconds at 100 a second': attributeCalls / attributesPerSecond,
  };
  return {what, value: calls, unit: 'calls', with: all};
}

async function measureQueues(folder: string): Promise<readonly Figure[]> {
  const file = path.join(folder, 'queues.toml');
  await writeFile(file, scenarioOfQueues());
  const documents = await refreshes(file);
  const [first, ...others] = documents.map((_, index) => added(documents, index));
  if (first === undefined || others.length === 0) throw new Error(`${file}: there are no documents.`);
  const ordered = others.toSorted((a, b) => a.calls - b.calls);
  const what = `${queueCount.toLocaleString('en')} queues, half of them dead-letter queues`;
  return [
    figureOfQueues(`${what}, first reading`, first),
    figureOfQueues(`${what}, a refresh (median)`, ordered[Math.floor(ordered.length / 2)] ?? first),
    {
      ...figureOfQueues(`${what}, the largest refresh`, ordered.at(-1) ?? first),
      // Every dead-letter queue, and of the others a third at most.
      atMost: Math.ceil(queueCount / 2 + queueCount / 6),
    },
    {what: `${what}, first reading`, value: documents[0]?.tookMs ?? Number.NaN, unit: 'ms'},
  ];
}

export const calls: Measurement = {
  id: 'calls',
  async run() {
    const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
    try {
      const figures: Figure[] = [];
      for (const shards of sizes) figures.push(...(await measure(folder, shards)));
      figures.push(...(await measureQueues(folder)));
      return figures;
    } finally {
      await rm(folder, {recursive: true});
    }
  },
};
