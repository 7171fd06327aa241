import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import {type ActionDefinition, defineAction} from '../../source/actions/action.ts';
import {Journal} from '../../source/actions/journal.ts';
import type {ReadyPlan} from '../../source/actions/life.ts';
import {Runner} from '../../source/actions/runner.ts';
import {Arming} from '../../source/aws/arming.ts';
import {leapingClock} from '../../source/simulator/clock.ts';
import {scenarioStart} from '../../source/simulator/scenarios/start.ts';
import {simulated} from '../simulated.ts';

const account = '730112094417';
const arn = `arn:aws:sqs:us-east-1:${account}:orders`;
const target = {service: 'queues', account, region: 'us-east-1', arn, resource: 'orders'};
const always = () => true;

type Definition = ActionDefinition<unknown, number, undefined>;

/** An armed runner, and an action that notes that it ran. */
async function bench(changes: Partial<Definition> = {}) {
  const opened = await simulated('black-friday', {clock: leapingClock(scenarioStart)});
  const arming = new Arming({clock: opened.clock, readOnly: false});
  const session = opened.session({arming});
  await session.identify();
  arming.arm(account, '4417');
  const journal = new Journal(join(await mkdtemp(join(tmpdir(), 'hotshard-runner-')), 'journal.jsonl'));
  const bugs: unknown[] = [];
  const runner = new Runner({
    journal,
    now: opened.clock.now,
    onEnd: () => {},
    onBug: error => bugs.push(error),
  });
  const ran: string[] = [];
  const action = defineAction<unknown, number, undefined>({
    id: 'queues.note',
    key: undefined,
    title: 'Note',
    describe: 'notes that it ran',
    on: 'resource',
    options: [],
    needs: [],
    sends: [],
    available: () => true,
    parse: () => ({options: undefined}),
    gather: async () => ({ok: true, value: 1}),
    plan: () => ({
      action: 'queues.note',
      title: 'Note',
      target,
      risk: 'disruptive',
      steps: [],
      changes: [],
      warnings: [],
      blocked: [],
      undo: '',
      cost: '',
      basis: '',
    }),
    async *run() {
      ran.push('ran');
      yield {says: 'noting'};
      return {ended: 'done'};
    },
    prove: () => ({before: {}, after: {}, verdict: 'It helped.', helped: true}),
    ...changes,
  });
  const prepared = await action.prepare(session, target, {}, new AbortController().signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  const start = (ready: ReadyPlan = prepared) => runner.start(action, session, ready, always);
  return {runner, journal, bugs, ran, ready: prepared, start};
}

test('whoever quits while an action is starting has not begun it', async () => {
  const {runner, journal, ran, ready, start} = await bench();
  const read = Promise.withResolvers<void>();
  const again = () => read.promise.then(() => ready.again());
  const starting = start({...ready, again});
  await runner.end();
  read.resolve();
  expect(await starting).toEqual({refused: 'It was left before it began: nothing was done.'});
  expect(ran).toEqual([]);
  expect(await journal.read()).toMatchObject({done: []});
});

test('after the end nothing is begun any more', async () => {
  const {runner, ran, start} = await bench();
  await runner.end();
  expect(await start()).toEqual({refused: 'It was left before it began: nothing was done.'});
  expect(ran).toEqual([]);
});

test('what breaks before it begins does not keep others from the same resource', async () => {
  const {runner, ran, ready, start} = await bench();
  const again = () => Promise.reject(new TypeError('broken'));
  await expect(start({...ready, again})).rejects.toThrow('broken');
  expect(await start()).toHaveProperty('started');
  await runner.end();
  expect(ran).toEqual(['ran']);
});

test('what was done is done and journaled, even where reading it back breaks', async () => {
  let reads = 0;
  const {runner, journal, bugs, start} = await bench({
    gather: async () => {
      reads += 1;
      if (reads > 2) throw new TypeError('broken');
      return {ok: true, value: 1};
    },
  });
  expect(await start()).toHaveProperty('started');
  await vi.waitFor(() => expect([...bugs, runner.get()[0]?.result]).not.toEqual([undefined]));
  expect(runner.get()).toMatchObject([{result: 'done', says: 'Done.', proof: undefined}]);
  expect(await journal.read()).toMatchObject({done: [{result: 'done'}]});
  expect(bugs).toEqual([]);
});
