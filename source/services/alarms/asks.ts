import type {MetricAsk, Statistic} from '../../metrics/ask.ts';
import type {View} from '../../monitor/published.ts';
import type {AlarmFact, AlarmFacts, MetricFact} from './facts.ts';

const windowSeconds = 3 * 3600;
const minuteSeconds = 60;
/** Every metric costs: of a storm of alarms the first hundred are drawn. */
const mostFiring = 100;

const named: readonly string[] = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'];

const isStatistic = (text: string): text is Statistic =>
  named.includes(text) || /^p\d{1,2}(?:\.\d+)?$/u.test(text);

/** The series that an alarm on one metric looks at; undefined for what is no single series of whole minutes. */
export function askOf({metric, evaluationPeriods}: AlarmFact): MetricAsk | undefined {
  if (!metric || !isStatistic(metric.statistic)) return undefined;
  const {namespace, name, dimensions, statistic, periodSeconds} = metric as MetricFact & {
    readonly statistic: Statistic;
  };
  // Points of less than a minute are kept for three hours and cost the same: a minute of them tells as much here.
  const period = Math.max(minuteSeconds, periodSeconds ?? minuteSeconds);
  const needed = period * ((evaluationPeriods ?? 1) + 1);
  return {
    namespace,
    name,
    dimensions,
    statistic,
    periodSeconds: period,
    windowSeconds: Math.max(windowSeconds, needed),
  };
}

/** What fires, and what is on screen: the others are as AWS says they are. */
export function asks({alarms}: AlarmFacts, view: View): readonly MetricAsk[] {
  const seen = new Set([...view.visible, ...(view.open === undefined ? [] : [view.open])]);
  const list = alarms.value ?? [];
  const firing = list.filter(({state}) => state === 'ALARM').slice(0, mostFiring);
  const wanted = new Set([...list.filter(({arn}) => seen.has(arn)), ...firing]);
  return [...wanted].map(askOf).filter(ask => ask !== undefined);
}
