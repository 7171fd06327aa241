import type {Running} from '../../source/actions/runner.ts';
import {shortShardId} from '../../source/services/kinesis/columns.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import {formatAge} from '../../source/text/duration.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {said} from '../parts/said.ts';
import {withoutKeys} from '../parts/without-keys.ts';

/** How long what a sample found is shown: as long as plans are made from it. */
const shownForMs = 15 * 60_000;

/** What the newest sample of the stream found; of the selected shard before any other. */
function newestSample({actions, now}: Scene, stream: Stream, shard: string | undefined): Running | undefined {
  const found = actions.running.filter(
    ({plan, shows, endedAt, startedAt}) =>
      plan.action === 'kinesis.sample' &&
      plan.target.arn === stream.arn &&
      shows.length > 0 &&
      now - (endedAt ?? startedAt) < shownForMs,
  );
  return found.find(({plan}) => plan.target.part === shard) ?? found[0];
}

/** All that the newest sample of a stream found, to be read. */
export function samplePage(scene: Scene, stream: Stream, shard: string): readonly Line[] {
  const sample = newestSample(scene, stream, shard);
  if (!sample) return [];
  const {width} = scene;
  const told = sample.shows.flatMap(text => toldLines(scene, text, width).lines);
  return [titleOf(scene, stream, sample), [], ...told];
}

/** The heaviest keys of a shard and what a split would do, in at most `height` lines: the lightest keys give way. */
export function sampleLines(
  scene: Scene,
  stream: Stream,
  shard: string | undefined,
  {width, height}: {readonly width: number; readonly height: number},
): readonly Line[] {
  const sample = newestSample(scene, stream, shard);
  if (!sample) return [];
  const told = sample.shows.map(text => toldLines(scene, text, width));
  const others = told.filter(({isKey}) => !isKey).reduce((sum, {lines}) => sum + lines.length, 0);
  let keys = Math.max(1, height - 1 - others);
  const kept = told.filter(({isKey}) => {
    if (isKey) keys -= 1;
    return !isKey || keys >= 0;
  });
  return [titleOf(scene, stream, sample), ...kept.flatMap(({lines}) => lines)].slice(0, Math.max(0, height));
}

function titleOf({glyphs, now}: Scene, {name}: Stream, {plan, endedAt, startedAt}: Running): Line {
  const age = formatAge(Math.max(0, now - (endedAt ?? startedAt)));
  const {part} = plan.target;
  return [
    piece(` HOT KEYS of ${said(part === undefined ? name : shortShardId(part, glyphs), glyphs)}`, 'strong'),
    piece(`  ${age === 'now' ? age : `${age} ago`}; keys are shown, and written nowhere`, 'quiet'),
  ];
}

/** One line of what was found; those with a partition key are indented. */
function toldLines(
  {glyphs, toFile}: Scene,
  text: string,
  width: number,
): {readonly isKey: boolean; readonly lines: readonly Line[]} {
  const isKey = /^\s/u.test(text);
  const indent = isKey ? '   ' : ' ';
  const shown = (toFile ? withoutKeys(text) : text).trimStart();
  const parts = wrapped(shown, Math.max(10, width - indent.length - 1), isKey ? 1 : 3, glyphs);
  return {isKey, lines: parts.map(part => [piece(`${indent}${part}`)])};
}
