import {Box} from 'ink';
import type {ReactElement} from 'react';
import {settle} from '../../hooks/list.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {fitLine} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import {Rows} from '../parts/row.tsx';
import {emptyText} from '../parts/waiting.ts';
import {layoutOf, type Room} from './layout.ts';
import type {Resource, ResourceRows} from './rows.ts';

type Shown<Row> = {
  readonly id: string;
  /** One of them in a word, and several. */
  readonly one: string;
  readonly what: string;
  readonly rows: ResourceRows<Row>;
  readonly detail: (scene: Scene, row: Row, room: Room, focused: boolean) => readonly Line[];
};

/** The resources of a service; the open one in their place, or beside them where the screen is wide. */
export function resourceScreen<Row extends Resource>(
  shown: Shown<Row>,
): ({scene}: {readonly scene: Scene}) => ReactElement {
  return function ResourceScreen({scene}) {
    const {list, detail, open, problems} = layoutOf(scene, shown.id, shown.rows);
    const {color, width, height, glyphs} = scene;
    const said: readonly Line[] = problems.map(text => [piece(` ${text}`, 'warning')]);
    const below = height - said.length;
    const beside = detail ? shown.detail(scene, detail.row, detail, open !== undefined) : [];
    if (!list) return <Rows lines={beside} height={height} color={color} />;
    const lines = listPart(scene, shown, list, open === undefined);
    const divider: readonly Line[] = Array.from({length: below}, () => [
      piece(glyphs.ascii ? '|' : '│', 'quiet'),
    ]);
    return (
      <Box flexDirection="column" height={height} overflowY="hidden" flexShrink={0}>
        {said.length > 0 && (
          <Rows lines={said.map(line => fitLine(line, width, glyphs))} height={said.length} color={color} />
        )}
        <Box height={below} flexShrink={0} overflowY="hidden">
          <Rows lines={lines} height={below} width={list.width} color={color} />
          {detail && <Rows lines={divider} height={below} width={1} color={color} />}
          {detail && <Rows lines={beside} height={below} width={detail.width} color={color} />}
        </Box>
      </Box>
    );
  };
}

function listPart<Row extends Resource>(
  scene: Scene,
  {id, rows, one, what}: Shown<Row>,
  room: Room,
  focused: boolean,
): readonly Line[] {
  const {glyphs, snapshot, state, published} = scene;
  const list = rows.list(snapshot);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, room.height);
  if (rows.of(snapshot).length === 0) {
    return [[piece(` ${emptyText(published, id, what, glyphs)}`, 'quiet')]];
  }
  const sized = {...room, glyphs};
  const lines = listLines(arranged, at, sized);
  const dimmed = focused
    ? lines
    : lines.map(line => line.map(part => ({...part, tone: keepMark(part.tone)})));
  const none: readonly Line[] = arranged.count === 0 ? [[piece(`   no ${one} matches`, 'quiet')]] : [];
  return [listHeader(arranged, sized), ...dimmed, ...none];
}

/** A list without the keys keeps its selection, more quietly. */
const keepMark = (tone: Line[number]['tone']): Line[number]['tone'] =>
  tone === 'selected' ? 'strong' : tone;
