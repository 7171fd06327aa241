import type {Producer} from '../scenarios/schema.ts';

/** A stretch of time, in scenario seconds, in which no producer changes its pace abruptly. */
export type Regime = {
  readonly from: number;
  readonly until: number;
  /** Records per second of each producer. */
  readonly rates: readonly number[];
};

const day = 86_400;

/** How a rate changes with the time of day and in steps. */
type Changing = Pick<Producer, 'daily' | 'steps'>;

/** How many times its mean a rate is at a scenario second. */
export function paceAt({daily, steps}: Changing, second: number): number {
  let pace = 1;
  if (daily) pace *= 1 + daily.swing * Math.cos((2 * Math.PI * (second - daily.peakSecond)) / day);
  for (const step of steps) {
    if (second < step.atSecond) continue;
    const done = step.overSeconds === 0 ? 1 : Math.min(1, (second - step.atSecond) / step.overSeconds);
    pace *= 1 + (step.times - 1) * done;
  }
  return pace;
}

/** How many records a second a producer wants to write, bursts left out. */
const smoothRate = (producer: Producer, second: number): number =>
  producer.recordsPerSecond * paceAt(producer, second);

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
