import type {Queue, Redrive} from '../../source/services/queues/model.ts';
import {shareBar} from '../../source/text/bars.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {formatCount} from '../../source/text/number.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {runningLines} from '../parts/running.ts';
import {said} from '../parts/said.ts';
import {nameOfArn} from './groups.ts';

const actionsShown: readonly string[] = ['queues.redrive', 'queues.pick', 'queues.cancel', 'queues.purge'];

/** How the redrive of a queue goes: what was begun here says more than what AWS tells of any task. */
export function redriveLines(scene: Scene, queue: Queue, width: number): readonly Line[] {
  const running = runningLines(scene, queue.arn, actionsShown, width);
  if (running.length > 0) return running;
  return queue.redrive ? taskLines(scene, queue.redrive, width) : [];
}

const barWidth = 20;

/** A task of AWS's, whoever began it. */
function taskLines({glyphs}: Scene, redrive: Redrive, width: number): readonly Line[] {
  const {status, moved, total, perSecond, destination, failure} = redrive;
  const tone = status === 'RUNNING' ? 'accent' : status === 'FAILED' ? 'critical' : 'quiet';
  const count = (value: number | null): string => (value === null ? '--' : formatCount(value));
  const share = moved !== null && total !== null && total > 0 ? moved / total : undefined;
  const bar = share === undefined ? '' : `${shareBar([share], barWidth, glyphs)}  `;
  const where = destination === null ? 'where they came from' : nameOfArn(destination);
  const rate = perSecond === null ? '' : `, at most ${formatCount(perSecond)}/s`;
  return [
    [
      piece(` REDRIVE ${status.toLowerCase()}  `, tone),
      piece(`${bar}${count(moved)} of ${count(total)} moved`),
    ],
    [piece(said(`   to ${where}${rate}`, glyphs), 'quiet')],
    ...(failure === null
      ? []
      : wrapped(failure, Math.max(10, width - 4), 2, glyphs).map(text => [piece(`   ${text}`, 'critical')])),
  ];
}
