import {Box} from 'ink';
import type {ReactElement} from 'react';
import {settle} from '../../hooks/list.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {fitLine} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import {Rows} from '../parts/row.tsx';
import {waitingText} from '../parts/waiting.ts';
import {detailLines} from './detail.ts';
import {type KinesisLayout, layoutOf} from './layout.ts';
import {streamList, streamsOf} from './streams.ts';

/** The streams; the open one in their place, or beside them where the screen is wide. */
export function KinesisScreen({scene}: {readonly scene: Scene}): ReactElement {
  const layout = layoutOf(scene);
  const {list, detail, open, problems} = layout;
  const {color, width, height, glyphs} = scene;
  const said: readonly Line[] = problems.map(text => [piece(` ${text}`, 'warning')]);
  const below = height - said.length;
  const lines = list ? listPart(scene, list, open === undefined) : [];
  const beside = detail ? detailLines(scene, detail.stream, detail, open !== undefined) : [];
  if (!list) return <Rows lines={beside} height={height} color={color} />;
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
}

function listPart(scene: Scene, room: NonNullable<KinesisLayout['list']>, focused: boolean): readonly Line[] {
  const {glyphs, snapshot, state, published} = scene;
  const list = streamList(snapshot);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, room.height);
  if (streamsOf(snapshot).length === 0) {
    const text = published.started ? 'no streams here' : waitingText(published, glyphs);
    return [[piece(` ${text}`, 'quiet')]];
  }
  const sized = {...room, glyphs};
  const rows = listLines(arranged, at, sized);
  const dimmed = focused ? rows : rows.map(line => line.map(part => ({...part, tone: keepMark(part.tone)})));
  const none: readonly Line[] = arranged.count === 0 ? [[piece('   no stream matches', 'quiet')]] : [];
  return [listHeader(arranged, sized), ...dimmed, ...none];
}

/** A list without the keys keeps its selection, more quietly. */
const keepMark = (tone: Line[number]['tone']): Line[number]['tone'] =>
  tone === 'selected' ? 'strong' : tone;
