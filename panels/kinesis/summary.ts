import type {Missing} from '../../source/reading.ts';
import {formatSlope, lossText} from '../../source/services/kinesis/columns.ts';
import type {Consumer, Stream} from '../../source/services/kinesis/model.ts';
import {formatByteRate} from '../../source/text/bytes.ts';
import {formatDuration} from '../../source/text/duration.ts';
import {type Line, type Piece, piece} from '../../source/text/line.ts';
import {type Glyphs, missingMark} from '../../source/text/marks.ts';
import {formatFactor, formatPerMinute, formatRate, formatShare} from '../../source/text/number.ts';
import {flow} from '../parts/lines.ts';
import {said} from '../parts/said.ts';

/** What a stream is and carries, in one or two lines. */
export function summaryLines(stream: Stream, width: number, glyphs: Glyphs): readonly Line[] {
  const number = (value: number | null, field: string, format: (value: number) => string): string =>
    value === null ? missingMark(stream.missing[field] as Missing | undefined, glyphs) : format(value);
  const facts: Piece[] = [];
  if (stream.status !== 'ACTIVE') facts.push(piece(said(stream.status, glyphs), 'warning'));
  facts.push(piece(said(stream.mode ?? missingMark(stream.missing.mode, glyphs), glyphs)));
  facts.push(piece(`${number(stream.openShards, 'openShards', String)} shards`));
  facts.push(
    piece(`keeps ${number(stream.retentionHours, 'retentionHours', hours => formatDuration(hours * 3.6e6))}`),
  );
  const used = number(stream.utilization, 'utilization', formatShare);
  const records = number(stream.inRecordsPerSecond, 'inRecordsPerSecond', formatRate);
  facts.push(
    piece(`in ${number(stream.inBytesPerSecond, 'inBytesPerSecond', formatByteRate)} ${records} (${used})`),
  );
  facts.push(piece(`out ${number(stream.outBytesPerSecond, 'outBytesPerSecond', formatByteRate)}`));
  facts.push(piece(`skew ${number(stream.skew, 'skew', formatFactor)}`));
  const refused = stream.refusedPerMinute;
  const refusing = refused !== null && refused > 0;
  const refusedText = number(refused, 'refusedPerMinute', formatPerMinute);
  facts.push(piece(`refused ${refusedText}`, refusing ? 'warning' : 'plain'));
  facts.push(piece(`age ${number(stream.iteratorAgeMs, 'iteratorAgeMs', formatDuration)}`));
  const {loss} = stream;
  if (loss.state === 'losing') facts.push(piece('losing records', 'critical'));
  if (loss.state === 'at-risk') {
    const assumed = loss.basis === 'assumed' ? ', if the newest growth goes on' : '';
    facts.push(piece(`loss in ${lossText(loss, glyphs)}${assumed}`, 'critical'));
  }
  return flow(facts, width);
}

/** Who reads the stream, how far behind each is, and how it goes; where they lead, a line each. */
export function consumerLines(
  stream: Stream,
  width: number,
  glyphs: Glyphs,
  aLineEach: boolean,
): readonly Line[] {
  if (stream.consumers.length === 0) return [[piece(' CONSUMERS  ', 'quiet'), piece('none seen', 'quiet')]];
  const facts = stream.consumers.map(consumer => consumerFact(consumer, glyphs));
  const lines = aLineEach
    ? facts.map(fact => [piece(` ${fact.text}`, fact.tone)])
    : flow(facts, Math.max(20, width - 11));
  const [first = [], ...rest] = lines;
  return [[piece(' CONSUMERS ', 'quiet'), ...first], ...rest.map(line => [piece('           '), ...line])];
}

const wellStates: readonly string[] = ['ACTIVE'];

function consumerFact(consumer: Consumer, glyphs: Glyphs): Piece {
  const lag =
    consumer.lagMs === null ? missingMark(consumer.missing.lagMs, glyphs) : formatDuration(consumer.lagMs);
  const slope = consumer.slopeMsPerSecond;
  const trend = slope === null ? '' : ` ${formatSlope(slope)}`;
  const {loss, state, lastResult} = consumer;
  const losing = loss.state === 'losing' || loss.state === 'at-risk';
  const left = losing ? `, loss in ${lossText(loss, glyphs)}` : '';
  const outlook = loss.state === 'losing' ? ', losing records' : left;
  const about = [
    ...(state === null || wellStates.includes(state) ? [] : [state]),
    ...(lastResult === null ? [] : [lastResult.startsWith('PROBLEM') ? lastResult : `last ${lastResult}`]),
  ];
  const standing = about.length === 0 ? '' : `, ${about.join(', ')}`;
  const failing = lastResult?.startsWith('PROBLEM') || state === 'Disabled';
  return piece(
    said(`${consumer.kind} ${consumer.name} ${lag}${trend}${standing}${outlook}`, glyphs),
    losing ? 'critical' : failing ? 'warning' : 'plain',
  );
}
