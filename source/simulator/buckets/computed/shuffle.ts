import {mix} from '../../world/random.ts';

/** The numbers below `count`, each once, in an order of the seed. */
export function shuffled(count: number, seed: number): number[] {
  const numbers = Array.from({length: count}, (_, index) => index);
  for (let at = count - 1; at > 0; at--) {
    const other = mix(seed, at) % (at + 1);
    const [one, two] = [numbers[at], numbers[other]];
    if (one === undefined || two === undefined) continue;
    numbers[at] = two;
    numbers[other] = one;
  }
  return numbers;
}
