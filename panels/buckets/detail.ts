import {settle} from '../../hooks/list.ts';
import {noAdviceText} from '../../source/services/buckets/figure-texts.ts';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {leastChart, mostChart} from '../parts/chart.ts';
import {fitLine, rule} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import {runningLines} from '../parts/running.ts';
import type {Room} from '../resource/layout.ts';
import {adviceList} from './advice.ts';
import {bucketChart} from './charts.ts';
import {storageLines, summaryLines, verdictLines} from './summary.ts';

type DetailPlan = {
  readonly above: readonly Line[];
  readonly chartHeight: number;
  readonly tableHeight: number;
};

const actionsShown: readonly string[] = [
  'buckets.scan',
  'buckets.lifecycle',
  'buckets.abort-uploads',
  'buckets.restore',
];

/** Gives each part its lines: what it is, what runs, what is in it, what could be changed, and a chart of the rest. */
export function planDetail(scene: Scene, bucket: Bucket, room: Room): DetailPlan {
  const {width, height} = room;
  const {glyphs, snapshot} = scene;
  const findings = snapshot.findings.filter(finding => finding.arn === bucket.arn);
  const about = [
    ...summaryLines(bucket, width, glyphs),
    ...verdictLines(bucket, findings, {width, glyphs}),
  ].slice(0, Math.max(5, Math.floor(height / 2)));
  const running = runningLines(scene, bucket.arn, actionsShown, width);
  const top = [
    ...about,
    rule(width, glyphs),
    ...(running.length === 0 ? [] : [...running, rule(width, glyphs)]),
  ];
  const rows = Math.max(1, bucket.advice.length);
  // The advice and its header, and the line above: what is stored gets what is left.
  const forStorage = Math.max(2, height - top.length - rows - 2);
  const above = [
    ...top,
    ...storageLines(bucket, width, glyphs).slice(0, forStorage),
    rule(width, glyphs),
  ].map(line => fitLine(line, width, glyphs));
  const left = Math.max(1, height - above.length);
  const spare = left - rows - 2;
  const chartHeight = spare >= leastChart ? Math.min(mostChart, spare) : 0;
  const tableHeight = Math.max(1, left - 1 - (chartHeight > 0 ? chartHeight + 1 : 0));
  return {above, chartHeight, tableHeight};
}

/** A bucket, opened: every line of it, for a room of this size. */
export function detailLines(scene: Scene, bucket: Bucket, room: Room, focused: boolean): readonly Line[] {
  const {above, chartHeight, tableHeight} = planDetail(scene, bucket, room);
  const {width} = room;
  const chart = bucketChart(bucket, undefined, {width, height: chartHeight, glyphs: scene.glyphs});
  const lines = [...above, ...adviceLines(scene, bucket, {width, height: tableHeight}, focused)];
  return chart.length === 0 ? lines : [...lines, [], ...chart];
}

function adviceLines(scene: Scene, bucket: Bucket, {width, height}: Room, focused: boolean): readonly Line[] {
  const {glyphs, state} = scene;
  if (bucket.advice.length === 0) return [[piece(` ${noAdviceText(bucket, glyphs)}`, 'quiet')]];
  const list = adviceList(bucket);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, height);
  const shown = focused ? at : {...at, index: -1};
  const table = {width, height, glyphs};
  const none: readonly Line[] = arranged.count === 0 ? [[piece('   no advice matches', 'quiet')]] : [];
  return [listHeader(arranged, table), ...listLines(arranged, shown, table), ...none];
}
