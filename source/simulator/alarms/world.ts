import type {Clock} from '../../clock.ts';
import {createBreath} from '../cloudwatch/breath.ts';
import type {Library} from '../cloudwatch/library.ts';
import {Heap} from '../queues/heap.ts';
import type {Scenario} from '../scenarios/schema.ts';
import type {Published} from './actions/published.ts';
import {suppressionOf} from './actions/suppression.ts';
import {compositeAlarmsOf, metricAlarmsOf} from './beginning.ts';
import {createChanges, stateBy} from './changes.ts';
import {readMeasured} from './evaluate/measured.ts';
import {createReadings} from './evaluate/readings.ts';
import {muteSettings, regionOf} from './from-scenario.ts';
import {createHistory} from './history.ts';
import {
  createCompositeAlarm,
  createMetricAlarm,
  type LiveAlarm,
  type LiveCompositeAlarm,
  ruleOf,
} from './live-alarm.ts';
import {createMinutes} from './minutes.ts';
import {createMutes} from './mute/mutes.ts';
import {createRegister} from './register.ts';
import type {AlarmWorld} from './shape.ts';

export type AlarmWorldOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: Clock;
  /** Scenario second 0. */
  readonly startAt: number;
  /** The metrics of the account, those that `published` keeps among them. */
  readonly library: Library;
  /** What alarms send to topics: `createPublished(scenario)`. */
  readonly published: Published;
};

/** The alarms of an account. Nothing of them moves by itself: they are brought up to date when somebody asks. */
export function createAlarmWorld(options: AlarmWorldOptions): AlarmWorld {
  const {scenario, startAt, library, published} = options;
  const {accountId} = scenario;
  const {now} = options.clock;
  const register = createRegister();
  const history = createHistory();
  const readings = createReadings(library);
  const mutes = createMutes({accountId, now});
  const events = new Heap<() => void>();
  const breath = createBreath();
  const changes = createChanges({
    register,
    history,
    receivers: {scenario, published},
    later: (at, run) => events.put(at, run),
    isMuted: (alarm, at) => mutes.isMuted(alarm.region, alarm.name, at),
  });
  const minutes = createMinutes({changes, readings, breath});
  const suppressedBy = (alarm: LiveCompositeAlarm) => suppressionOf(alarm, register, now());
  /** Everything up to then has happened. */
  let reached = Number.NEGATIVE_INFINITY;

  async function begin(): Promise<void> {
    const sources = {...options, readings, breath};
    for (const alarm of await metricAlarmsOf(sources)) {
      register.add(alarm);
      minutes.add(alarm);
    }
    for (const alarm of compositeAlarmsOf(options, suppressedBy)) register.add(alarm);
    for (const alarm of register.composites()) {
      const state = stateBy(alarm, register);
      const reason = `${alarm.arn} was created and its alarm rule evaluates to ${state}`;
      Object.assign(alarm, {state, announced: state, reason});
    }
    reached = Math.min(minutes.first(), startAt) - 1;
    for (const rule of scenario.muteRules) {
      mutes.put(regionOf(rule, scenario), muteSettings(rule, startAt), reached);
    }
  }

  async function catchUp(): Promise<void> {
    if (reached === Number.NEGATIVE_INFINITY) await begin();
    const until = now();
    for (;;) {
      const minute = minutes.next(reached);
      const at = Math.max(reached, Math.min(events.key ?? until + 1, mutes.next(reached), minute));
      if (at > until) break;
      reached = at;
      endMutes(mutes.endedBy(at), at);
      while (events.key !== undefined && events.key <= at) events.take()?.();
      if (minute === at) await minutes.evaluate(at);
      changes.spread(at);
    }
    reached = until;
  }

  function endMutes(ended: readonly (readonly [region: string, alarm: string])[], at: number): void {
    for (const [region, name] of ended) {
      const alarm = register.find(region, name);
      if (alarm) changes.unmute(alarm, at);
    }
  }

  let settling: Promise<void> = Promise.resolve();
  const live = (view: {readonly region: string; readonly name: string}): LiveAlarm => {
    const alarm = register.find(view.region, view.name);
    if (!alarm) throw new Error(`There is no alarm ${view.name} in ${view.region} any more`);
    return alarm;
  };

  return {
    now,
    settle: () => {
      settling = settling.then(catchUp);
      return settling;
    },
    accountId,
    alarmsOf: region => register.of(region).map(({view}) => view),
    alarm: (region, name) => register.find(region, name)?.view,
    putMetricAlarm(region, name, settings) {
      const known = register.find(region, name);
      if (known?.kind === 'metric') {
        Object.assign(known, {settings, measured: readMeasured(settings.measured), fixed: undefined});
        known.configuredAt = now();
        minutes.add(known);
        history.configured(known, 'updated', now());
        return;
      }
      const alarm = createMetricAlarm({region, name, accountId, configuredAt: now()}, settings);
      register.add(alarm);
      minutes.add(alarm);
      history.configured(alarm, 'created', now());
    },
    putCompositeAlarm(region, name, settings) {
      const known = register.find(region, name);
      const made = {region, name, accountId, configuredAt: now()};
      const alarm = known?.kind === 'composite' ? known : createCompositeAlarm(made, settings, suppressedBy);
      if (alarm === known) {
        Object.assign(known, {settings, rule: ruleOf(settings), configuredAt: now()});
        register.touch();
      } else register.add(alarm);
      const what = alarm === known ? 'updated' : 'created';
      history.configured(alarm, what, now());
      changes.reconsider(
        alarm,
        state => `${alarm.arn} was ${what} and its alarm rule evaluates to ${state}`,
        now(),
      );
      changes.spread(now());
    },
    remove(view) {
      const alarm = live(view);
      register.remove(alarm);
      history.configured(alarm, 'deleted', now());
    },
    setState(view, state, reason, reasonData) {
      const alarm = live(view);
      changes.change(alarm, {state, reason, reasonData}, now());
      if (alarm.kind === 'metric') minutes.add(alarm);
      changes.spread(now());
    },
    enableActions(view, actionsEnabled) {
      const alarm = live(view);
      if (alarm.settings.actionsEnabled === actionsEnabled) return;
      Object.assign(alarm, {settings: {...alarm.settings, actionsEnabled}});
      history.configured(alarm, 'updated', now());
    },
    muteRules: mutes.of,
    putMuteRule(region, rule) {
      endMutes(mutes.put(region, rule, now()), now());
    },
    deleteMuteRule(region, name) {
      const ended = mutes.delete(region, name, now());
      endMutes(ended ?? [], now());
      return ended !== undefined;
    },
    history: region => history.of(region, now()),
  };
}
