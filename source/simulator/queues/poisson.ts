import {chance} from '../world/random.ts';

/** From here on the distribution is as good as a normal one. */
const many = 50;

/** How many of independent events happen where `mean` are expected: the same for the same place. */
export function poisson(mean: number, seed: number, place: number): number {
  if (mean <= 0) return 0;
  const draw = chance(seed, place, 1);
  if (mean >= many) {
    const normal = Math.sqrt(-2 * Math.log(1 - draw)) * Math.cos(2 * Math.PI * chance(seed, place, 2));
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let count = 0;
  let probability = Math.exp(-mean);
  let below = probability;
  while (draw > below && count < 10 * many) {
    count++;
    probability *= mean / count;
    below += probability;
  }
  return count;
}
