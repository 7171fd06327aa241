import {chance} from '../../world/random.ts';
import type {Pattern} from './pattern.ts';

const digits = 12;

/** Hexadecimal names, spread evenly over all there could be. */
export function flatPattern(prefix: string, count: number, seed: number): Pattern {
  const step = 16 ** digits / count;
  return {
    count: () => count,
    key: index =>
      prefix +
      Math.floor((index + chance(seed, index) * 0.9) * step)
        .toString(16)
        .padStart(digits, '0'),
    dates: undefined,
  };
}
