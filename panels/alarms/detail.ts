import {settle} from '../../hooks/list.ts';
import type {Finding} from '../../source/monitor/schema.ts';
import type {Alarm} from '../../source/services/alarms/model.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {leastChart, mostChart} from '../parts/chart.ts';
import {fitLine, rule, wrapped} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import {markedLines} from '../parts/marked.ts';
import {runningLines} from '../parts/running.ts';
import type {Room} from '../resource/layout.ts';
import {alarmChart} from './charts.ts';
import {historyList} from './history.ts';
import {ruleLines} from './rule-tree.ts';
import {actionLines, summaryLines} from './summary.ts';

type DetailPlan = {
  readonly above: readonly Line[];
  readonly chart: readonly Line[];
  readonly tableHeight: number;
};

const leastHistory = 3;
const actionsShown: readonly string[] = [
  'alarms.test',
  'alarms.mute',
  'alarms.unmute',
  'alarms.disable',
  'alarms.enable',
];

/** Gives each part its lines: how it stands, what a test proved, its rule or its metric, and its history below. */
export function planDetail(scene: Scene, alarm: Alarm, room: Room): DetailPlan {
  const {width, height} = room;
  const {glyphs, snapshot, now} = scene;
  const findings = snapshot.findings.filter(finding => finding.arn === alarm.arn);
  const about = [
    ...summaryLines(alarm, now, width, glyphs),
    ...verdictLines(alarm, findings, room, glyphs),
    ...actionLines(alarm, width, glyphs),
  ].slice(0, Math.max(5, Math.floor(height / 2)));
  const proof = runningLines(scene, alarm.arn, actionsShown, width);
  const tree = alarm.ruleTree
    ? ruleLines(alarm.ruleTree, glyphs, Math.max(3, height - about.length - 1 - leastHistory - 2))
    : [];
  const above = [
    ...about,
    rule(width, glyphs),
    ...(proof.length === 0 ? [] : [...proof, rule(width, glyphs)]),
    ...tree,
  ].map(line => fitLine(line, width, glyphs));
  const left = height - above.length;
  const spare = left - leastHistory - 2;
  const chartHeight = spare >= leastChart ? Math.min(mostChart, spare) : 0;
  const chart = alarmChart(alarm, {width, height: chartHeight, glyphs});
  const tableHeight = Math.max(1, left - 1 - (chart.length === 0 ? 0 : chart.length + 1));
  return {above, chart, tableHeight};
}

function verdictLines(
  {verdictText, state}: Alarm,
  findings: readonly Finding[],
  {width, height}: Room,
  glyphs: Glyphs,
): readonly Line[] {
  const told = findings.find(({detail}) => detail.startsWith(verdictText));
  const tall = height >= 24;
  const mark = told?.severity ?? (state === 'ALARM' ? 'warning' : 'quiet');
  const others = findings.filter(finding => finding !== told);
  return [
    ...markedLines(
      {text: told?.detail ?? verdictText, mark, suggest: told?.suggest?.action},
      tall ? 4 : 3,
      width,
      glyphs,
    ),
    ...others.flatMap(({detail, title, severity, suggest}) =>
      markedLines(
        {text: detail === '' ? title : detail, mark: severity, suggest: suggest?.action},
        2,
        width,
        glyphs,
      ),
    ),
  ];
}

/** An alarm, opened: every line of it, for a room of this size. */
export function detailLines(scene: Scene, alarm: Alarm, room: Room, focused: boolean): readonly Line[] {
  const {above, chart, tableHeight} = planDetail(scene, alarm, room);
  const below = historyLines(scene, alarm, {width: room.width, height: tableHeight}, focused);
  return [...above, ...chart, ...(chart.length === 0 ? [] : [[]]), ...below];
}

function historyLines(scene: Scene, alarm: Alarm, {width, height}: Room, focused: boolean): readonly Line[] {
  const {glyphs, state} = scene;
  if (alarm.history === null) return [[piece(' its history was not read yet', 'quiet')]];
  if (alarm.history.length === 0) return [[piece(' nothing happened to it within a day', 'quiet')]];
  const list = historyList(alarm);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, height);
  const shown = focused ? at : {...at, index: -1};
  const table = {width, height, glyphs};
  const none: readonly Line[] = arranged.count === 0 ? [[piece('   nothing matches', 'quiet')]] : [];
  return [listHeader(arranged, table), ...listLines(arranged, shown, table), ...none];
}

/** An entry of the history, whole. */
export function entryPage({width, glyphs}: Scene, alarm: Alarm, row: string): readonly Line[] {
  const entry = alarm.history?.find(
    ({at, what, action, to}) => `${at} ${what} ${action ?? to ?? ''}` === row,
  );
  if (!entry) return [];
  return [
    [piece(` ${entry.at}`, 'strong')],
    ...wrapped(entry.says, Math.max(10, width - 2), 40, glyphs).map(text => [piece(` ${text}`)]),
    ...(entry.action === null ? [] : [[piece(` ${entry.action}`, 'quiet')]]),
  ] as readonly Line[];
}
