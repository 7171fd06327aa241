import type {Scenario} from '../scenarios/schema.ts';
import {chance, seedOf} from '../world/random.ts';
import {type Evaluation, evaluated} from './evaluate/evaluate.ts';
import type {Readings} from './evaluate/readings.ts';
import {compositeSettings, metricSettings, regionOf} from './from-scenario.ts';
import {
  createCompositeAlarm,
  createMetricAlarm,
  type LiveCompositeAlarm,
  type LiveMetricAlarm,
  type NewAlarm,
  type Standing,
} from './live-alarm.ts';
import type {SimulatedAlarm} from './shape.ts';

export type BeginningOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly startAt: number;
  readonly readings: Readings;
  /** Lets others have their turn, when it has taken long. */
  readonly breath: () => Promise<void> | undefined;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** From here on every alarm of the scenario is evaluated; what is quiet then has been quiet for days. */
const lookBackMs = 3 * hourMs;
/** Of what is not quiet then, it is found out since when; the metrics of the account are a day old. */
const lookFurtherMs = 23 * hourMs;

const quiet: Standing = {state: 'OK', reason: 'Unchecked: Initial alarm creation'};

/** The metric alarms of a scenario as they were before anything of its history happened to them. */
export async function metricAlarmsOf(options: BeginningOptions): Promise<readonly LiveMetricAlarm[]> {
  const {scenario, startAt, readings, breath} = options;
  const alarms: LiveMetricAlarm[] = [];
  for (const source of scenario.alarms) {
    const made = {...newAlarm(source, options), standing: quiet};
    const alarm = createMetricAlarm(made, metricSettings(source, made));
    alarms.push(alarm);
    const {fixed} = source;
    if (fixed) {
      alarm.fixed = {state: fixed.state, reason: fixedReason(source, fixed.state)};
      alarm.joinsAt = startAt + fixed.sinceSecond * 1000;
      // One that is quiet needs no change to have become so.
      const since = {updatedAt: alarm.joinsAt, transitionedAt: alarm.joinsAt};
      if (fixed.state === 'OK') Object.assign(alarm, alarm.fixed, since);
      continue;
    }
    const {measured, region} = alarm;
    if (!measured) continue;
    const evaluate = (at: number) => evaluated(measured, region, readings, at);
    const begins = startAt - lookBackMs;
    const then = standingOf(await evaluate(begins));
    Object.assign(alarm, then, {joinsAt: begins});
    for (let at = begins - minuteMs; then.state !== 'OK' && at >= startAt - lookFurtherMs; at -= minuteMs) {
      const rest = breath();
      if (rest) await rest;
      const before = evaluate(at);
      const evaluation = before instanceof Promise ? await before : before;
      const state = stateOf(evaluation);
      if (state === then.state || state === 'retain') continue;
      Object.assign(alarm, standingOf(evaluation), {joinsAt: at + minuteMs});
      break;
    }
  }
  return alarms;
}

const stateOf = (evaluation: Evaluation): Standing['state'] | 'retain' =>
  'error' in evaluation ? 'INSUFFICIENT_DATA' : evaluation.state;

function standingOf(evaluation: Evaluation): Standing {
  if ('error' in evaluation) return {state: 'INSUFFICIENT_DATA', reason: evaluation.error};
  const {state, reason} = evaluation;
  if (state === 'retain') return quiet;
  const {text, data} = reason('INSUFFICIENT_DATA', state);
  return {state, reason: text, reasonData: data};
}

export const compositeAlarmsOf = (
  options: Omit<BeginningOptions, 'readings' | 'breath'>,
  suppressedBy: (alarm: LiveCompositeAlarm) => ReturnType<SimulatedAlarm['suppressedBy']>,
): readonly LiveCompositeAlarm[] =>
  options.scenario.compositeAlarms.map(source => {
    const made = newAlarm(source, options);
    return createCompositeAlarm(made, compositeSettings(source, made), suppressedBy);
  });

/** Made some weeks ago, and in its state for some days. */
function newAlarm(
  source: {readonly name: string; readonly region?: string | undefined},
  {scenario, seed, startAt}: Pick<BeginningOptions, 'scenario' | 'seed' | 'startAt'>,
): NewAlarm & {readonly since: number} {
  const own = seedOf(seed, source.name);
  return {
    region: regionOf(source, scenario),
    name: source.name,
    accountId: scenario.accountId,
    configuredAt: startAt - Math.floor((35 + chance(own, 1) * 300) * dayMs),
    since: startAt - Math.floor((1 + chance(own, 2) * 20) * dayMs),
  };
}

function fixedReason(
  {datapointsToAlarm, evaluationPeriods}: Scenario['alarms'][number],
  state: Standing['state'],
): string {
  const count = (number: number) => (number === 1 ? '1 datapoint' : `${number} datapoints`);
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${count(evaluationPeriods)} unknown.`;
  const beyond = state === 'ALARM' ? 'beyond' : 'within';
  return `Threshold Crossed: ${count(datapointsToAlarm ?? evaluationPeriods)} ${beyond} the threshold.`;
}
