import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ScenarioSource} from '../../../source/simulator/scenarios/schema.ts';
import {alarmWorld, errorsAlarm, minuteMs, region, type World} from './alarm-world.ts';

const value = fc.option(fc.integer({min: 0, max: 9}), {nil: undefined});
const values = fc.array(value, {minLength: 70, maxLength: 70});
const treatment = fc.constantFrom('missing', 'notBreaching', 'breaching', 'ignore' as const);

const account = fc.record({
  treatments: fc.tuple(treatment, treatment),
  m: fc.integer({min: 1, max: 3}),
  periodSeconds: fc.constantFrom(60, 120),
  muteFrom: fc.integer({min: -10, max: 50}),
  wait: fc.integer({min: 0, max: 200}),
});

type Account = typeof account extends fc.Arbitrary<infer Value> ? Value : never;

const scenarioOf = ({
  treatments: [one, two],
  m,
  periodSeconds,
  muteFrom,
  wait,
}: Account): Partial<ScenarioSource> => ({
  alarms: [
    {...errorsAlarm, missingData: one, periodSeconds, evaluationPeriods: 3, datapointsToAlarm: m},
    {...errorsAlarm, name: 'slow', metric: 'Latency', missingData: two, onAlarm: ['topic:gone']},
  ],
  compositeAlarms: [
    {name: 'either', rule: 'ALARM(errors) OR ALARM(slow)', onAlarm: ['topic:pager']},
    {
      name: 'held',
      rule: 'ALARM(either)',
      suppressor: 'slow',
      suppressorWaitSeconds: wait,
      suppressorExtensionSeconds: wait / 2,
      onAlarm: ['topic:pager'],
      onOk: ['topic:pager'],
    },
  ],
  muteRules: [{name: 'hush', fromSecond: muteFrom * 60, duration: 'PT12M', alarms: ['errors', 'either']}],
});

/** Everything that anybody could see. */
const seen = (world: World) => ({
  history: world.history(region),
  alarms: world
    .alarmsOf(region)
    .map(alarm => [
      alarm.name,
      alarm.state(),
      alarm.reason(),
      alarm.reasonData(),
      alarm.updatedAt(),
      alarm.transitionedAt(),
      alarm.suppressedBy(),
    ]),
});

test('whoever asks every minute sees the same as who asks once after an hour', async () => {
  const whole = fc.asyncProperty(account, values, values, async (made, errors, latencies) => {
    const [often, once] = [await alarmWorld(scenarioOf(made)), await alarmWorld(scenarioOf(made))];
    for (const world of [often, once]) {
      world.put('Errors', -10, errors);
      world.put('Latency', -10, latencies);
    }
    await once.pass(60 * minuteMs);
    await often.settle();
    for (let minute = 0; minute < 120; minute += 1) await often.pass(minuteMs / 2);
    expect(seen(often)).toEqual(seen(once));
  });
  await fc.assert(whole, {numRuns: 10, seed: 7});
});

test('each change starts where the last one ended, and each action belongs to one change', async () => {
  const whole = fc.asyncProperty(account, values, values, async (made, errors, latencies) => {
    const world = await alarmWorld(scenarioOf(made));
    world.put('Errors', -10, errors);
    world.put('Latency', -10, latencies);
    await world.settle();
    const since = new Map(world.alarmsOf(region).map(alarm => [alarm.name, alarm.transitionedAt()]));
    await world.pass(60 * minuteMs);
    for (const alarm of world.alarmsOf(region)) {
      const items = world.items(alarm.name).toReversed();
      const changes = items
        .filter(({type}) => type === 'StateUpdate')
        .map(({at, data}) => ({at, ...statesIn(data)}));
      for (const [index, {from}] of changes.entries()) {
        if (index > 0) expect(from).toBe(changes[index - 1]?.to);
      }
      expect(alarm.state()).toBe(changes.at(-1)?.to ?? alarm.state());
      expect(alarm.transitionedAt()).toBe(changes.at(-1)?.at ?? alarm.transitionedAt());
      // An alarm that fired already when the history begins can still be unmuted.
      const times = new Set([...changes.map(({at}) => at), since.get(alarm.name)]);
      for (const {data} of items.filter(({type}) => type === 'Action')) {
        expect(times).toContain(data.stateUpdateTimestamp);
      }
    }
  });
  await fc.assert(whole, {numRuns: 10, seed: 11});
});

test('the messages that topics count are the actions that succeeded', async () => {
  const world = await alarmWorld(
    scenarioOf({treatments: ['missing', 'ignore'], m: 1, periodSeconds: 60, muteFrom: 20, wait: 60}),
  );
  world.put(
    'Errors',
    -10,
    Array.from({length: 70}, (_, index) => (index % 7 === 0 ? 9 : 0)),
  );
  world.put(
    'Latency',
    -10,
    Array.from({length: 70}, (_, index) => (index % 11 === 0 ? 9 : 0)),
  );
  await world.pass(60 * minuteMs);
  const succeeded = world.history(region).filter(({data}) => data.actionState === 'Succeeded');
  const metric = {namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished', dimensions: {TopicName: 'pager'}};
  let published = 0;
  for (let minute = -200; minute <= 60; minute += 1) {
    const at = world.clock.now() + (minute - 60) * minuteMs;
    published += world.published.metrics.minute(region, metric, at)?.sum ?? 0;
  }
  expect(succeeded.length).toBeGreaterThan(10);
  expect(published).toBe(succeeded.length);
});

function statesIn(data: Readonly<Record<string, unknown>>) {
  const stateIn = (name: string) => (data[name] as {readonly stateValue?: string} | undefined)?.stateValue;
  return {from: stateIn('oldState'), to: stateIn('newState')};
}
