import * as v from 'valibot';
import {createAccount} from '../../../source/simulator/account.ts';
import {createPublished, type Published} from '../../../source/simulator/alarms/actions/published.ts';
import type {AlarmWorld, HistoryItem, SimulatedAlarm} from '../../../source/simulator/alarms/shape.ts';
import {createAlarmWorld} from '../../../source/simulator/alarms/world.ts';
import {type MovedClock, stillClock} from '../../../source/simulator/clock.ts';
import {createLibrary} from '../../../source/simulator/cloudwatch/library.ts';
import {createStored} from '../../../source/simulator/cloudwatch/stored.ts';
import {type ScenarioSource, scenarioSchema} from '../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';

export const minuteMs = 60_000;
export const region = 'us-east-1';
export const pager = `arn:aws:sns:${region}:730112094417:pager`;

type AlarmSource = NonNullable<ScenarioSource['alarms']>[number];

/** What most stories are about: an alarm on a metric that the test itself puts. */
export const errorsAlarm = {
  name: 'errors',
  namespace: 'Shop',
  metric: 'Errors',
  statistic: 'Sum',
  threshold: 5,
  missingData: 'notBreaching' as const,
  onAlarm: ['topic:pager'],
  onOk: ['topic:pager'],
} satisfies AlarmSource;

const somebody = {protocol: 'email', endpoint: 'on-call@example.com'} as const;

export type World = AlarmWorld & {
  readonly clock: MovedClock;
  readonly published: Published;
  /** Puts values of a metric of `Shop`, one a minute from that minute of the scenario on; `undefined` puts none. */
  readonly put: (metric: string, from: number, values: readonly (number | undefined)[]) => void;
  /** Moves the clock, and lets happen what has come due. */
  readonly pass: (ms: number) => Promise<void>;
  readonly find: (name: string) => SimulatedAlarm;
  /** What happened to an alarm, oldest first. */
  readonly told: (name: string) => readonly string[];
  readonly items: (name: string) => readonly HistoryItem[];
};

/** The alarms of an account of a test's own, on a clock that the test moves; it starts at 12:04. */
export async function alarmWorld(source: Partial<ScenarioSource>, seed = 1): Promise<World> {
  const scenario = v.parse(scenarioSchema, {
    name: 'alarms',
    regions: [region],
    topics: [{name: 'pager', subscriptions: [somebody]}],
    ...source,
  });
  const clock = stillClock(scenarioStart);
  const account = createAccount({scenario, seed, clock});
  const stored = createStored();
  const published = createPublished(scenario);
  const library = createLibrary(scenario.accountId, [...account.metrics, published.metrics], stored);
  const world = createAlarmWorld({scenario, seed, clock, startAt: account.startAt, library, published});
  const items = (name: string) => world.history(region).filter(({alarm}) => alarm === name);
  return {
    ...world,
    clock,
    published,
    put(name, from, values) {
      for (const [index, value] of values.entries()) {
        if (value === undefined) continue;
        const datum = {sum: value, count: 1, min: value, max: value};
        const at = account.startAt + (from + index) * minuteMs;
        stored.add(region, {namespace: 'Shop', name, dimensions: {}}, at, datum);
      }
    },
    async pass(ms) {
      clock.advance(ms);
      await world.settle();
    },
    find(name) {
      const found = world.alarm(region, name);
      if (!found) throw new Error(`There is no alarm ${name}`);
      return found;
    },
    items,
    told: name =>
      items(name)
        .toReversed()
        .map(({at, summary}) => `${new Date(at).toISOString().slice(11, 16)} ${summary}`),
  };
}
