import type {ReactElement} from 'react';
import {settle} from '../../hooks/list.ts';
import type {Finding} from '../../source/monitor/schema.ts';
import {formatDuration} from '../../source/text/duration.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import {Rows} from '../parts/row.tsx';
import {countLines} from './counts.ts';
import {findingList} from './findings.ts';

/** From this many rows of its own the panel shows more of the selected finding than its title. */
const glanceFrom = 14;
const leastRows = 4;

export type OverviewPlan = {
  readonly above: readonly Line[];
  readonly tableHeight: number;
  readonly glanceHeight: number;
};

export function planOverview(scene: Scene): OverviewPlan {
  const {height, snapshot} = scene;
  const above = [...countLines(scene), []];
  const count = snapshot.findings.length;
  const left = Math.max(1, height - above.length - 1);
  if (count === 0 || height < glanceFrom) return {above, tableHeight: left, glanceHeight: 0};
  const tableHeight = Math.max(leastRows, Math.min(count, Math.floor(left * 0.45)));
  const glanceHeight = left - tableHeight - 1;
  return glanceHeight < 3 ? {above, tableHeight: left, glanceHeight: 0} : {above, tableHeight, glanceHeight};
}

/** What is wrong, over all services, the worst first; and below it why, for the selected one. */
export function OverviewScreen({scene}: {readonly scene: Scene}): ReactElement {
  const {width, height, glyphs, snapshot, state, color} = scene;
  const {above, tableHeight, glanceHeight} = planOverview(scene);
  const list = findingList(scene);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, tableHeight);
  const lines = [...above];
  if (snapshot.findings.length > 0) {
    const room = {width, height: tableHeight, glyphs};
    const rows = listLines(arranged, at, room);
    lines.push(listHeader(arranged, room), ...rows);
    if (arranged.count === 0) lines.push([piece('   no finding matches', 'quiet')]);
    const selected = snapshot.findings.find(finding => finding.id === at.selected);
    if (glanceHeight > 0 && selected && arranged.count > 0) {
      while (lines.length < above.length + 1 + tableHeight) lines.push([]);
      lines.push([], ...glanceLines(scene, selected, glanceHeight));
    }
  }
  return <Rows lines={lines} height={height} color={color} />;
}

/** Why the finding is one, since when, how long there is left, and a chart of it where there is room. */
function glanceLines(scene: Scene, finding: Finding, height: number): readonly Line[] {
  const {width, glyphs, panels, now} = scene;
  const times: string[] = [];
  if (finding.since !== null)
    times.push(`for ${formatDuration(Math.max(0, minutes(now - Date.parse(finding.since))))}`);
  if (finding.deadline !== null) {
    const left = Date.parse(finding.deadline) - now;
    times.push(left > 0 ? `${formatDuration(minutes(left))} left` : 'the time is over');
  }
  const said = times.length === 0 ? '' : ` (${times.join(', ')})`;
  const text = `${finding.detail === '' ? finding.title : finding.detail}${said}`;
  const detail = wrapped(text, Math.max(10, width - 4), 3, glyphs).map(part => [piece(`   ${part}`)]);
  const panel = panels.find(candidate => candidate.service === finding.service);
  const left = height - detail.length - 1;
  const chart = panel && left > 0 ? panel.glance(scene, finding, Math.min(left, 12)) : [];
  return chart.length === 0 ? detail : [...detail, [], ...chart];
}

/** Times that count are shown in whole minutes: they change when a minute is over, not with every drawing. */
const minutes = (ms: number): number => Math.floor(ms / 60_000) * 60_000;
