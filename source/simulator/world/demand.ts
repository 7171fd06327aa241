import type {Producer} from '../scenarios/schema.ts';

/** A stretch of time, in scenario seconds, in which no producer changes its pace abruptly. */
export type Regime = {
  readonly from: number;
  readonly until: number;
  /** Records per second of each producer. */
  readonly rates: readonly number[];
};

const day = 86_400;

/** How many records a second a producer wants to write, bursts left out. */
function smoothRate(producer: Producer, second: number): number {
  let rate = producer.recordsPerSecond;
  if (producer.daily) {
    const {swing, peakSecond} = producer.daily;
    rate *= 1 + swing * Math.cos((2 * Math.PI * (second - peakSecond)) / day);
  }
  for (const step of producer.steps) {
    if (second < step.atSecond) continue;
    const done = step.overSeconds === 0 ? 1 : Math.min(1, (second - step.atSecond) / step.overSeconds);
    rate *= 1 + (step.times - 1) * done;
  }
  return rate;
}

function isBursting({bursts}: Producer, second: number): boolean {
  if (!bursts) return false;
  const into = second - Math.floor(second / bursts.everySeconds) * bursts.everySeconds;
  return into < bursts.lastsSeconds;
}

/** The regimes between two times: one, as a rule; more where a burst or a step begins or ends. */
export function regimesOf(producers: readonly Producer[], from: number, until: number): readonly Regime[] {
  const cuts = new Set([from, until]);
  for (const {bursts, steps} of producers) {
    for (const step of steps) cuts.add(step.atSecond);
    if (!bursts) continue;
    const first = Math.floor(from / bursts.everySeconds) * bursts.everySeconds;
    for (let at = first; at < until; at += bursts.everySeconds) {
      cuts.add(at);
      cuts.add(at + bursts.lastsSeconds);
    }
  }
  const times = [...cuts].filter(at => at >= from && at <= until).sort((a, b) => a - b);
  const regimes: Regime[] = [];
  for (const [index, start] of times.entries()) {
    const end = times[index + 1];
    if (end === undefined) break;
    const middle = (start + end) / 2;
    const rates = producers.map(
      producer =>
        smoothRate(producer, middle) * (isBursting(producer, middle) ? (producer.bursts?.times ?? 1) : 1),
    );
    regimes.push({from: start, until: end, rates});
  }
  return regimes;
}
