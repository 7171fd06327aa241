import {seedOf} from '../world/random.ts';
import {carryOut, type Receivers} from './actions/receive.ts';
import {suppressionOf} from './actions/suppression.ts';
import {stampOf} from './evaluate/reason.ts';
import type {History} from './history.ts';
import type {LiveAlarm, LiveCompositeAlarm, Standing} from './live-alarm.ts';
import type {Register} from './register.ts';
import type {StateName} from './shape.ts';

/** How an alarm goes from one state to another, and all that comes of it. */
export type Changes = {
  readonly change: (alarm: LiveAlarm, to: Standing, at: number) => void;
  /** Composites over what has changed since the last time, evaluated once each, the lowest first. */
  readonly spread: (at: number) => void;
  /** A composite that is new or was changed. */
  readonly reconsider: (alarm: LiveCompositeAlarm, reason: (state: StateName) => string, at: number) => void;
  /** A mute rule of it ended: AWS makes up for what an alarm that still fires was not allowed to do. */
  readonly unmute: (alarm: LiveAlarm, at: number) => void;
};

export type ChangesOptions = {
  readonly register: Register;
  readonly history: History;
  readonly receivers: Receivers;
  readonly later: (at: number, run: () => void) => void;
  readonly isMuted: (alarm: LiveAlarm, at: number) => boolean;
};

/** An action is carried out so long after the change, as different actions take different time. */
const soonestActionMs = 300;
const latestActionMs = 1200;

export function createChanges(options: ChangesOptions): Changes {
  const {register, history, receivers, later, isMuted} = options;
  const changed = new Set<LiveAlarm>();

  function change(alarm: LiveAlarm, to: Standing, at: number): void {
    const from = {state: alarm.state, reason: alarm.reason, reasonData: alarm.reasonData};
    alarm.state = to.state;
    alarm.reason = to.reason;
    alarm.reasonData = to.reasonData;
    alarm.updatedAt = at;
    if (from.state === to.state) return;
    alarm.transitionedAt = at;
    changed.add(alarm);
    history.changed(alarm, from, at);
    for (const composite of register.suppressedBy(alarm)) follow(composite, alarm, from.state, at);
    if (alarm.kind === 'composite') waitForSuppressor(alarm, at);
    act(alarm, at, from.state);
  }

  function waitForSuppressor(alarm: LiveCompositeAlarm, at: number): void {
    const {suppressor, suppressorWaitSeconds: wait = 0} = alarm.settings;
    if (suppressor === undefined || alarm.state !== 'ALARM' || suppressionOf(alarm, register, at)) return;
    alarm.waitsUntil = at + wait * 1000;
    later(alarm.waitsUntil, () => release(alarm, alarm.waitsUntil));
  }

  /** Its suppressor has changed. */
  function follow(composite: LiveCompositeAlarm, suppressor: LiveAlarm, was: StateName, at: number): void {
    if (suppressor.state === 'ALARM') composite.waitsUntil = at;
    if (was !== 'ALARM') return;
    composite.extendsUntil = at + (composite.settings.suppressorExtensionSeconds ?? 0) * 1000;
    later(composite.extendsUntil, () => release(composite, composite.extendsUntil));
  }

  /** Nothing holds it back any more: it does what it would have done, if it is still in another state than it told. */
  function release(alarm: LiveCompositeAlarm, at: number): void {
    if (alarm.isGone || alarm.announced === alarm.state || suppressionOf(alarm, register, at)) return;
    act(alarm, at, alarm.announced);
  }

  function act(alarm: LiveAlarm, at: number, from: StateName): void {
    if (alarm.kind === 'composite') {
      if (suppressionOf(alarm, register, at)) return;
      const isNews = alarm.announced !== alarm.state;
      alarm.announced = alarm.state;
      if (!isNews) return;
    }
    if (alarm.settings.actionsEnabled && !isMuted(alarm, at)) runActions(alarm, from, at);
  }

  function runActions(alarm: LiveAlarm, from: StateName, at: number): void {
    const {arn: alarmArn, name, reason: why, transitionedAt} = alarm;
    const message = {
      AlarmName: name,
      AlarmDescription: alarm.settings.description ?? null,
      AlarmArn: alarmArn,
      NewStateValue: alarm.state,
      NewStateReason: why,
      StateChangeTime: stampOf(transitionedAt),
      OldStateValue: from,
    };
    for (const arn of actionsFor(alarm)) {
      const delayMs = soonestActionMs + (seedOf(at, `${name}/${arn}`) % (latestActionMs - soonestActionMs));
      const done = at + delayMs;
      later(done, () => {
        const error = carryOut(arn, alarm, done, receivers);
        history.acted(alarm, {arn, at: done, transitionedAt, error, message});
      });
    }
  }

  function reconsider(
    composite: LiveCompositeAlarm,
    reason: (state: StateName) => string,
    at: number,
    triggering: readonly LiveAlarm[] = [],
  ): void {
    const state = stateBy(composite, register);
    if (state === composite.state) return;
    const triggeringAlarms = triggering.map(child => ({
      arn: child.arn,
      state: {value: child.state, timestamp: stampOf(child.transitionedAt)},
    }));
    const reasonData = JSON.stringify({triggeringAlarms});
    change(composite, {state, reason: reason(state), reasonData}, at);
  }

  return {
    change,
    spread(at) {
      for (const composite of register.composites()) {
        if (changed.size === 0) return;
        const children = [...changed].filter(alarm => register.parentsOf(alarm).includes(composite));
        if (children.length > 0)
          reconsider(composite, () => children.map(transitionOf).join(', '), at, children);
      }
      changed.clear();
    },
    reconsider,
    unmute(alarm, at) {
      const isFree = alarm.kind === 'metric' || !suppressionOf(alarm, register, at);
      if (alarm.state !== 'ALARM' || !isFree || !alarm.settings.actionsEnabled || isMuted(alarm, at)) return;
      runActions(alarm, alarm.state, at);
    },
  };
}

/** What its rule comes to now; of a rule that cannot be read, nobody knows. */
export function stateBy({region, rule}: LiveCompositeAlarm, register: Register): StateName {
  if (!rule) return 'INSUFFICIENT_DATA';
  return rule.holds(name => register.find(region, name)?.state) ? 'ALARM' : 'OK';
}

function actionsFor({state, settings}: LiveAlarm): readonly string[] {
  if (state === 'ALARM') return settings.alarmActions;
  return state === 'OK' ? settings.okActions : settings.insufficientDataActions;
}

const longDate = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: '2-digit',
  month: 'long',
  year: 'numeric',
});

/** As CloudWatch writes it: … transitioned to ALARM at Friday 27 November, 2026 11:49:00 UTC */
function transitionOf({arn, state, transitionedAt}: LiveAlarm): string {
  const parts = longDate.formatToParts(transitionedAt).map(({type, value}) => [type, value]);
  const {weekday, day, month, year} = Object.fromEntries(parts);
  const time = new Date(transitionedAt).toISOString().slice(11, 19);
  return `${arn} transitioned to ${state} at ${weekday} ${day} ${month}, ${year} ${time} UTC`;
}
