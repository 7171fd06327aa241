import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {problemSentences} from '../parts/problems.ts';
import type {Resource, ResourceRows} from './rows.ts';

/** From this width the resource stands beside the list instead of in its place. */
const besideFrom = 140;

export type Room = {readonly width: number; readonly height: number};

export type Layout<Row> = {
  /** Sentences about what could not be read, above the list. */
  readonly problems: readonly string[];
  /** The list: not there when a resource is open on a narrow screen. */
  readonly list: Room | undefined;
  readonly detail: (Room & {readonly row: Row}) | undefined;
  /** The resource that was opened, while it exists. */
  readonly open: Row | undefined;
};

const columnHeader = 1;

export function layoutOf<Row extends Resource>(
  scene: Scene,
  id: string,
  rows: ResourceRows<Row>,
): Layout<Row> {
  const {width, height, snapshot, state, glyphs} = scene;
  const problems = problemSentences(snapshot, id)
    .flatMap(sentence => wrapped(sentence, Math.max(10, width - 2), 2, glyphs))
    .slice(0, 3);
  const open = rows.withArn(snapshot, state.open[id]);
  const below = height - problems.length;
  if (width < besideFrom) {
    return open
      ? {problems: [], list: undefined, detail: {width, height, row: open}, open}
      : {problems, list: {width, height: Math.max(1, below - columnHeader)}, detail: undefined, open};
  }
  const listWidth = Math.max(58, Math.floor(width * 0.4));
  const selected = rows.withArn(snapshot, state.lists[id]?.selected) ?? rows.of(snapshot)[0];
  const row = open ?? selected;
  return {
    problems,
    list: {width: row ? listWidth : width, height: Math.max(1, below - columnHeader)},
    detail: row ? {width: width - listWidth - 1, height: below, row} : undefined,
    open,
  };
}
