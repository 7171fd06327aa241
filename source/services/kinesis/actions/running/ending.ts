import type {Ending} from '../../../../actions/action.ts';
import {formatDuration} from '../../../../text/duration.ts';
import type {Waited} from './wait.ts';

/** What is said of a change that was sent, when waiting for it ended otherwise than with the stream ACTIVE. */
export function endingOf(waited: Exclude<Waited, {readonly is: 'active'}>, longestMs: number): Ending {
  switch (waited.is) {
    case 'stopped':
      return {ended: 'stopped', says: 'AWS finishes the change that was sent; nothing more is sent.'};
    case 'late':
      return {
        ended: 'stopped',
        says: `The stream is not ACTIVE after ${formatDuration(longestMs)}: AWS goes on by itself, look again later.`,
      };
    case 'unreadable':
      return {
        ended: 'failed',
        problem: {
          ...waited.problem,
          sentence: `AWS accepted the change; whether it is through could not be read. ${waited.problem.sentence}`,
          uncertain: true,
        },
      };
  }
}
