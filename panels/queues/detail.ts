import {settle} from '../../hooks/list.ts';
import type {MessageGroup, Queue} from '../../source/services/queues/model.ts';
import {formatClock} from '../../source/text/clock-time.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {formatCount} from '../../source/text/number.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {leastChart, mostChart} from '../parts/chart.ts';
import {fitLine, rule, wrapped} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import type {Room} from '../resource/layout.ts';
import {queueChart} from './charts.ts';
import {groupList} from './groups.ts';
import {redriveLines} from './redrive.ts';
import {summaryLines, verdictLines} from './summary.ts';

type DetailPlan = {
  readonly above: readonly Line[];
  readonly redrive: readonly Line[];
  readonly chartHeight: number;
  readonly tableHeight: number;
};

const leastGroups = 3;
/** The line above the groups, and their header. */
const groupsFrame = 2;

/** Gives each part its lines: what is wrong, what runs, the groups of what was looked at, a chart of the rest. */
export function planDetail(scene: Scene, queue: Queue, room: Room): DetailPlan {
  const {width, height} = room;
  const {glyphs, snapshot} = scene;
  const findings = snapshot.findings.filter(finding => finding.arn === queue.arn);
  const about = [
    ...summaryLines(queue, width, glyphs),
    ...verdictLines(queue, findings, {...room, glyphs}),
  ].slice(0, Math.max(5, Math.floor(height / 2)));
  const above = [...about.map(line => fitLine(line, width, glyphs)), rule(width, glyphs)];
  const redrive = redriveLines(scene, queue, width).map(line => fitLine(line, width, glyphs));
  const shown = redrive.length === 0 ? [] : [...redrive, rule(width, glyphs)];
  const left = Math.max(1, height - above.length - shown.length);
  const groups = queue.look?.groups.length;
  // Of what nobody looked at there is one line to say, of nothing found as well.
  const forGroups = groups === undefined || groups === 0 ? 1 : groupsFrame + Math.max(leastGroups, groups);
  const spare = left - forGroups - 1;
  const chartHeight = spare >= leastChart ? Math.min(mostChart, spare) : 0;
  const tableHeight = Math.max(1, left - groupsFrame - (chartHeight > 0 ? chartHeight + 1 : 0));
  return {above, redrive: shown, chartHeight, tableHeight};
}

/** A queue, opened: every line of it, for a room of this size. */
export function detailLines(scene: Scene, queue: Queue, room: Room, focused: boolean): readonly Line[] {
  const {glyphs} = scene;
  const {width} = room;
  const {above, redrive, chartHeight, tableHeight} = planDetail(scene, queue, room);
  const chart = queueChart(queue, undefined, {width, height: chartHeight, glyphs});
  const lines = [...above, ...redrive, ...groupLines(scene, queue, {width, height: tableHeight}, focused)];
  return chart.length === 0 ? lines : [...lines, [], ...chart];
}

function groupLines(scene: Scene, queue: Queue, {width, height}: Room, focused: boolean): readonly Line[] {
  const {glyphs, state} = scene;
  const {look} = queue;
  if (look === null) {
    return [
      [
        piece(' MESSAGES ', 'quiet'),
        piece('not looked at: v'),
        piece('  a look raises receive counts', 'quiet'),
      ],
    ];
  }
  const {messages, whole, lookedAt} = look;
  const of = whole ? 'all' : 'a sample';
  const title = ` ${formatCount(messages)} MESSAGES LOOKED AT`;
  const head: Line = fitLine(
    [
      piece(title, 'strong'),
      piece(`  ${of}, ${formatClock(lookedAt)} UTC`, 'quiet'),
      ...(look.otherShapes === 0 ? [] : [piece(`; ${formatCount(look.otherShapes)} more shapes`, 'quiet')]),
    ],
    width,
    glyphs,
  );
  if (look.groups.length === 0) return [head];
  const list = groupList(queue);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, height);
  const shown = focused ? at : {...at, index: -1};
  const table = {width, height, glyphs};
  const none: readonly Line[] = arranged.count === 0 ? [[piece('   no group matches', 'quiet')]] : [];
  return [head, listHeader(arranged, table), ...listLines(arranged, shown, table), ...none];
}

/** One message of a group as it looks without its values, to be read. */
export function groupPage({width, glyphs}: Scene, queue: Queue, row: string): readonly Line[] {
  const group = queue.look?.groups.find(({id}) => id === row);
  return group ? [...headOf(group, width, glyphs), [], ...exampleOf(group, width, glyphs)] : [];
}

const headOf = ({shape, count}: MessageGroup, width: number, glyphs: Scene['glyphs']): readonly Line[] => [
  ...wrapped(shape, Math.max(10, width - 2), 4, glyphs).map(text => [piece(` ${text}`, 'strong')]),
  [piece(` ${formatCount(count)} like this; one of them, values taken out:`, 'quiet')],
];

const exampleOf = ({example}: MessageGroup, width: number, glyphs: Scene['glyphs']): readonly Line[] =>
  example.split('\n').flatMap(text => {
    const indent = /^\s*/u.exec(text)?.[0] ?? '';
    const parts = wrapped(text.trim(), Math.max(10, width - indent.length - 3), 20, glyphs);
    return parts.map(part => [piece(`   ${indent}${part}`)]);
  });
