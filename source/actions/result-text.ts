import type {Result} from './plan.ts';

/** How it ended, and what is said about it: `Done.` only repeats the first. */
export const resultText = (result: Result | 'running', says: string): string =>
  result === 'done'
    ? `done: ${says.replace(/^Done\. (?=.)/u, '')}`.replace(/^done: Done\.$/u, 'done')
    : `${result}: ${says}`;
