import {formatDuration} from '../../text/duration.ts';
import type {Tone} from '../../text/line.ts';
import {type Glyphs, missingMark} from '../../text/marks.ts';
import type {Loss} from './model.ts';

const shardIdPrefix = /^shardId-0*(?=\d{4,}$)/;

/** The end of a shard id, which is what people say: shardId-000000000007 reads …0007. */
export const shortShardId = (id: string, glyphs: Glyphs): string =>
  id.replace(shardIdPrefix, glyphs.ascii ? '' : '…');

/** The same in a sentence: shard 0007. */
export const shardIdInWords = (id: string): string => id.replace(shardIdPrefix, '');

/** When data is lost, as a time that is left. */
export function lossText(loss: Loss, glyphs: Glyphs): string {
  if (loss.state === 'losing') return 'losing';
  if (loss.state === 'unknown') return missingMark('no-data', glyphs);
  if (loss.inSeconds === null) return loss.state === 'at-risk' ? 'at risk' : '';
  return formatDuration(loss.inSeconds * 1000);
}

export const lossTone = (loss: Loss): Tone =>
  loss.state === 'losing' ? 'critical' : loss.state === 'at-risk' ? 'warning' : 'plain';

/** The time that is left in milliseconds; undefined when nothing is lost or nobody knows. */
export const lossSortValue = (loss: Loss): number | undefined =>
  loss.state === 'losing' ? 0 : loss.inSeconds === null ? undefined : loss.inSeconds * 1000;

/** Milliseconds of lag gained in a second, as seconds a minute: +12s/m. */
export function formatSlope(msPerSecond: number): string {
  const perMinute = msPerSecond * 60;
  if (Math.abs(perMinute) < 100) return 'steady';
  return `${perMinute > 0 ? '+' : ''}${formatDuration(perMinute)}/m`;
}

/** Refused writes are worth a look, however few. */
export const refusedTone = (row: {readonly refusedPerMinute: number | null}): Tone =>
  row.refusedPerMinute !== null && row.refusedPerMinute > 0 ? 'warning' : 'plain';
