import type {Stream} from '../../source/services/kinesis/model.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {problemSentences} from '../parts/problems.ts';
import {streamsOf, streamWithArn} from './streams.ts';

/** From this width the stream stands beside the list instead of in its place. */
const besideFrom = 140;

export type KinesisLayout = {
  /** Sentences about what could not be read, above the list. */
  readonly problems: readonly string[];
  /** The list: not there when a stream is open on a narrow screen. */
  readonly list: {readonly width: number; readonly height: number} | undefined;
  readonly detail: {readonly width: number; readonly height: number; readonly stream: Stream} | undefined;
  /** The stream that was opened, while it exists. */
  readonly open: Stream | undefined;
};

const columnHeader = 1;

export function layoutOf(scene: Scene): KinesisLayout {
  const {width, height, snapshot, state, glyphs} = scene;
  const problems = problemSentences(snapshot, 'kinesis')
    .flatMap(sentence => wrapped(sentence, Math.max(10, width - 2), 2, glyphs))
    .slice(0, 3);
  const open = streamWithArn(snapshot, state.open.kinesis);
  const below = height - problems.length;
  if (width < besideFrom) {
    return open
      ? {problems: [], list: undefined, detail: {width, height, stream: open}, open}
      : {problems, list: {width, height: Math.max(1, below - columnHeader)}, detail: undefined, open};
  }
  const listWidth = Math.max(58, Math.floor(width * 0.4));
  const selected = streamWithArn(snapshot, state.lists.kinesis?.selected) ?? streamsOf(snapshot)[0];
  const stream = open ?? selected;
  return {
    problems,
    list: {width: stream ? listWidth : width, height: Math.max(1, below - columnHeader)},
    detail: stream ? {width: width - listWidth - 1, height: below, stream} : undefined,
    open,
  };
}
