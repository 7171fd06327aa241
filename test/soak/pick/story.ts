import {readFileSync} from 'node:fs';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {wait} from '../../../source/clock.ts';
import {linesOf} from '../../../source/services/queues/pick/intents/line.ts';
import {stillClock} from '../../../source/simulator/clock.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';
import {unguarded} from '../../simulated.ts';
import type {Told} from './child.ts';
import {forgetCompiled, type Program, startProgram} from './program.ts';
import {type Passing, type Phase, proxyTo} from './proxy.ts';

/** Where a pick is killed: at which request of a kind, and how far that request has come. */
type Kill = {
  readonly operation: string;
  readonly nth: number;
  readonly phase: Phase;
  /** After the answer has left. */
  readonly laterMs: number;
};

export type Story = {
  readonly fifo: boolean;
  readonly kills: readonly Kill[];
  /** Between a kill and the next pick; longer than messages stay hidden. */
  readonly gapSeconds: number;
};

export type Outcome = {
  readonly killed: number;
  readonly lost: readonly string[];
  /** Messages that were not meant, and are not where they were, once. */
  readonly touched: readonly string[];
  readonly duplicates: number;
  readonly told: Told;
  /** Sends that were written down, and never left. */
  readonly neverLeft: number;
  readonly inOrder: boolean;
};

const account = '730112094417';
const region = 'us-east-1';
const groups = 6;

/** So many messages: those of two groups are not meant, and of the others the last one is not. */
const messages = Array.from({length: 60}, (_, index) => {
  const group = index % groups;
  const isMeant = group < 4 && index < 54;
  return {body: `${isMeant ? 'poison' : 'slow'} ${index}`, group: `group-${group}`, isMeant};
});

let next: Program | undefined;
/** The program takes most of a second to load: the next one loads while this one runs. */
function takeProgram(): Program {
  const program = next ?? startProgram();
  next = startProgram();
  return program;
}
export async function endPrograms(): Promise<void> {
  next?.kill();
  await next?.ended;
  forgetCompiled();
}

/** Picks, is killed, picks again until nothing is left to pick; then looks at what is really there. */
export async function tellStory({fifo, kills, gapSeconds}: Story, file: string): Promise<Outcome> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'hotshard-kills-'));
  const clock = stillClock(scenarioStart);
  const opened = await unguarded(file, {clock});
  const {endpoint, accessKeyId, secretAccessKey} = opened.account;
  const sqs = new SQSClient({
    endpoint,
    region,
    credentials: {accessKeyId, secretAccessKey},
    useQueueUrlAsEndpoint: false,
  });
  const end = fifo ? '.fifo' : '';
  const [source, queue] = [`payments${end}`, `payments-dlq${end}`];
  let running: Program | undefined;
  let kill: Kill | undefined;
  let seen = 0;
  let left = 0;
  const proxy = await proxyTo(endpoint, async ({operation, phase, entries}: Passing) => {
    if (operation === 'SendMessageBatch' && phase === 'carried out') left += entries;
    if (!kill || operation !== kill.operation || phase !== kill.phase) return true;
    seen += 1;
    if (seen !== kill.nth) return true;
    if (kill.laterMs > 0) await wait(kill.laterMs);
    running?.kill();
    return false;
  });
  const run = (): Promise<Told | undefined> => {
    running = takeProgram();
    seen = 0;
    left = 0;
    return running.run({
      endpoint: proxy.endpoint,
      accessKeyId,
      secretAccessKey,
      account,
      queue,
      pattern: '^poison',
      stateFolder,
    });
  };
  try {
    await fill(sqs, `${endpoint}/${account}/${queue}`, fifo);
    let killed = 0;
    let told: Told | undefined;
    let neverLeft = 0;
    const written = new Set<string>();
    for (const each of [...kills, undefined]) {
      kill = each;
      told = await run();
      if (told) break;
      killed += 1;
      await proxy.settled();
      const fresh = (await sendsWritten(stateFolder))?.filter(send => !written.has(send));
      for (const send of fresh ?? []) written.add(send);
      // Where the file is gone, all of it was settled.
      neverLeft += fresh === undefined ? 0 : fresh.length - left;
      clock.advance(gapSeconds * 1000);
    }
    if (!told) throw new Error('The pick that nobody killed told nothing');
    const [moved, stayed] = [
      await drain(sqs, `${endpoint}/${account}/${source}`),
      await drain(sqs, `${endpoint}/${account}/${queue}`),
    ];
    const copies = new Map<string, number>();
    for (const {Body = ''} of moved) copies.set(Body, (copies.get(Body) ?? 0) + 1);
    const meant = messages.filter(({isMeant}) => isMeant).map(({body}) => body);
    const others = messages.filter(({isMeant}) => !isMeant).map(({body}) => body);
    const kept = stayed.map(({Body = ''}) => Body).sort();
    return {
      killed,
      lost: meant.filter(body => !copies.has(body)),
      touched: kept.join() === others.sort().join() ? [] : kept,
      duplicates: moved.length - copies.size,
      told,
      neverLeft,
      inOrder: !fifo || isInOrder(moved),
    };
  } finally {
    sqs.destroy();
    await proxy.close();
    await opened.end();
    await rm(stateFolder, {recursive: true});
  }
}

async function fill(sqs: SQSClient, url: string, fifo: boolean): Promise<void> {
  for (let first = 0; first < messages.length; first += 10) {
    const Entries = messages.slice(first, first + 10).map(({body, group}, index) => ({
      Id: String(index),
      MessageBody: body,
      ...(fifo && {MessageGroupId: group}),
    }));
    await sqs.send(new SendMessageBatchCommand({QueueUrl: url, Entries}));
  }
}

async function drain(sqs: SQSClient, url: string): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (;;) {
    const asked = {QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 600};
    const {Messages: received = []} = await sqs.send(
      new ReceiveMessageCommand({...asked, MessageSystemAttributeNames: ['MessageGroupId']}),
    );
    if (received.length === 0) return found;
    found.push(...received);
    const Entries = received.map(({ReceiptHandle}, index) => ({Id: String(index), ReceiptHandle}));
    await sqs.send(new DeleteMessageBatchCommand({QueueUrl: url, Entries}));
  }
}

/** Of each group, what came first of each message, in the order in which it was sent. */
function isInOrder(moved: readonly Message[]): boolean {
  for (let group = 0; group < groups; group += 1) {
    const own = moved.filter(({Attributes: said}) => said?.MessageGroupId === `group-${group}`);
    const numbers = [...new Set(own.map(({Body = ''}) => Number(Body.split(' ')[1])))];
    if (numbers.some((number, index) => number < (numbers[index - 1] ?? 0))) return false;
  }
  return true;
}

/** The sends that are written down, by message and time; undefined where there is nothing to remember. */
async function sendsWritten(folder: string): Promise<readonly string[] | undefined> {
  const names = await readdir(join(folder, 'hotshard')).catch(() => []);
  const [name] = names.filter(each => /^pick-\w+\.jsonl$/.test(each));
  if (name === undefined) return undefined;
  return linesOf(readFileSync(join(folder, 'hotshard', name), 'utf8')).flatMap(line =>
    line.event === 'sending' ? line.ids.map(id => `${id} ${line.at}`) : [],
  );
}
