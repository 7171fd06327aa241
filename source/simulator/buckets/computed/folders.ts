import {firstWhere} from '../key-order.ts';
import type {Pattern} from './pattern.ts';
import {shuffled} from './shuffle.ts';

const mostFolders = 300;

/** `customer-00042/00000017.json`: the largest folder has as much as the next two together, and so on down. */
export function foldersPattern(prefix: string, count: number, seed: number): Pattern {
  const folders = Math.max(1, Math.min(mostFolders, Math.round(Math.sqrt(count))));
  const weights = shuffled(folders, seed).map(rank => 1 / (rank + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const ends: number[] = [];
  let passed = 0;
  for (const weight of weights) {
    passed += weight;
    ends.push(Math.round((count * passed) / total));
  }
  let folder = folderOf(0);

  function folderOf(index: number): {readonly first: number; readonly end: number; readonly text: string} {
    const number = firstWhere(0, folders - 1, each => (ends[each] ?? count) > index);
    return {
      first: number === 0 ? 0 : (ends[number - 1] ?? 0),
      end: ends[number] ?? count,
      text: `${prefix}customer-${String(11 + number * 37).padStart(5, '0')}/`,
    };
  }

  return {
    count: () => count,
    key(index) {
      if (index < folder.first || index >= folder.end) folder = folderOf(index);
      return `${folder.text}${String(index - folder.first).padStart(8, '0')}.json`;
    },
    dates: undefined,
  };
}
