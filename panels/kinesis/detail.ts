import {settle} from '../../hooks/list.ts';
import {shortShardId} from '../../source/services/kinesis/columns.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import {placeOf, segmentsOf} from '../../source/services/kinesis/segments.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {ribbon, ribbonMarker} from '../../source/text/ribbon.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {leastChart, mostChart} from '../parts/chart.ts';
import {fitLine, rule} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import type {Room} from '../resource/layout.ts';
import {detailChart} from './charts.ts';
import {sampleLines} from './sample.ts';
import {shardList} from './shards.ts';
import {consumerLines, summaryLines} from './summary.ts';
import {readersLead, verdictLines} from './verdicts.ts';

/** What stands above and below the shard table, and how many rows are left for it. */
export type DetailPlan = {
  readonly above: readonly Line[];
  readonly consumers: readonly Line[];
  readonly sample: readonly Line[];
  readonly chartHeight: number;
  readonly tableHeight: number;
};

const ribbonHeight = 2;
const leastTable = 3;

/** Gives each part its lines: what is wrong first, then the shards, and what was sampled or a chart below them. */
export function planDetail(scene: Scene, stream: Stream, room: Room): DetailPlan {
  const {width, height} = room;
  const {glyphs, snapshot, state} = scene;
  const findings = snapshot.findings.filter(finding => finding.arn === stream.arn);
  const leading = readersLead(stream);
  const about = [
    ...summaryLines(stream, width, glyphs),
    ...verdictLines(stream, findings, {...room, glyphs}).slice(
      0,
      Math.max(leading ? 5 : 4, Math.floor(height / 3)),
    ),
  ];
  const above = [...about.map(line => fitLine(line, width, glyphs)), rule(width, glyphs)];
  const consumers = consumerLines(stream, width, glyphs, leading)
    .slice(0, Math.max(leading ? 2 : 1, Math.floor(height / 6)))
    .map(line => fitLine(line, width, glyphs));
  const tableHeader = 1;
  const left = height - above.length - consumers.length - ribbonHeight - tableHeader;
  const selected = listStateOf(state, shardList(stream).id).selected;
  const forSample = left - Math.min(leastTable, stream.shards.length);
  const sample = sampleLines(scene, stream, selected, {width, height: forSample});
  if (sample.length > 0) {
    return {above, consumers, sample, chartHeight: 0, tableHeight: Math.max(1, left - sample.length)};
  }
  const wantedTable = Math.min(stream.shards.length, Math.max(leastTable, Math.floor(left * 0.55)));
  const forChart = left - Math.max(leastTable, wantedTable) - 1;
  const chartHeight = forChart >= leastChart ? Math.min(mostChart, forChart) : 0;
  const tableHeight = Math.max(1, left - (chartHeight > 0 ? chartHeight + 1 : 0));
  return {above, consumers, sample, chartHeight, tableHeight};
}

/** A stream, opened: every line of it, for a room of this size. */
export function detailLines(scene: Scene, stream: Stream, room: Room, focused: boolean): readonly Line[] {
  const {glyphs, state} = scene;
  const {width} = room;
  const plan = planDetail(scene, stream, room);
  const list = shardList(stream);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, plan.tableHeight);
  const shown = focused ? at : {...at, index: -1};
  const selected = focused ? stream.shards.find(shard => shard.id === at.selected) : undefined;
  const tableRoom = {width, height: plan.tableHeight, glyphs};
  const shards = [listHeader(arranged, tableRoom), ...listLines(arranged, shown, tableRoom)];
  if (arranged.count === 0) {
    shards.push([piece(arranged.total === 0 ? '   no shards known yet' : '   no shard matches', 'quiet')]);
  }
  const chart = detailChart(stream, selected, {width, height: plan.chartHeight, glyphs});
  const lines = readersLead(stream)
    ? [...plan.above, ...plan.consumers, ...keySpace(stream, selected?.id, width, scene), ...shards]
    : [...plan.above, ...keySpace(stream, selected?.id, width, scene), ...shards, ...plan.consumers];
  if (plan.sample.length > 0) lines.push(...plan.sample.map(line => fitLine(line, width, glyphs)));
  else if (chart.length > 0) lines.push([], ...chart);
  return lines;
}

const left = ' key space 0 ';

function keySpace(
  stream: Stream,
  selected: string | undefined,
  width: number,
  {glyphs}: Scene,
): readonly Line[] {
  const right = glyphs.ascii ? ' 2^128' : ' 2¹²⁸';
  const cells = Math.max(1, width - left.length - right.length - 1);
  const segments = segmentsOf(stream.shards);
  if (segments.length === 0) return [[piece(`${left}no shards known`, 'quiet')], []];
  const shard = stream.shards.find(candidate => candidate.id === selected);
  const place = shard ? placeOf(shard) : undefined;
  const marker =
    shard && place
      ? ribbonMarker(place.start, place.end, cells, glyphs, shortShardId(shard.id, glyphs).replace('…', ''))
      : '';
  return [
    [piece(left, 'quiet'), ...ribbon(segments, cells, glyphs), piece(right, 'quiet')],
    [piece(' '.repeat(left.length)), piece(marker, 'accent')],
  ];
}
