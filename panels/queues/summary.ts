import type {Finding} from '../../source/monitor/schema.ts';
import type {Queue} from '../../source/services/queues/model.ts';
import {formatDuration} from '../../source/text/duration.ts';
import {type Line, type Piece, piece} from '../../source/text/line.ts';
import {type Glyphs, missingMark} from '../../source/text/marks.ts';
import {formatCount} from '../../source/text/number.ts';
import {flow} from '../parts/lines.ts';
import {markedLines} from '../parts/marked.ts';
import {said} from '../parts/said.ts';
import {nameOfArn} from './groups.ts';

/** What a queue holds and how it goes, in as few lines as that takes. */
export function summaryLines(queue: Queue, width: number, glyphs: Glyphs): readonly Line[] {
  const number = (field: keyof Queue, format: (value: number) => string): string => {
    const value = queue[field];
    return typeof value === 'number' ? format(value) : missingMark(queue.missing[field], glyphs);
  };
  const seconds = (value: number): string => formatDuration(value * 1000);
  const facts: Piece[] = [
    piece(`${number('visible', formatCount)} visible`),
    piece(`${number('inFlight', formatCount)} in flight`),
    ...(queue.delayed === 0 ? [] : [piece(`${number('delayed', formatCount)} delayed`)]),
    piece(`oldest ${number('oldestAgeSeconds', seconds)}`),
    ...lossFact(queue),
    piece(`sent ${number('sentPerMinute', formatCount)}/m`),
    piece(`received ${number('receivedPerMinute', formatCount)}/m`),
    piece(`deleted ${number('deletedPerMinute', formatCount)}/m`),
    piece(`keeps ${number('retentionSeconds', seconds)}`),
    ...(queue.maxReceiveCount === null
      ? []
      : [piece(`${queue.maxReceiveCount} receives × ${number('visibilityTimeoutSeconds', seconds)}`)]),
    ...(queue.fifo ? [piece('FIFO')] : []),
    ...(queue.kms === null ? [] : [piece(queue.kms === 'SSE-SQS' ? 'SSE-SQS' : `KMS ${queue.kms}`)]),
  ];
  return [
    ...flow(
      facts.map(fact => ({...fact, text: said(fact.text, glyphs)})),
      width,
    ),
    ...tiesOf(queue, width, glyphs),
  ];
}

function lossFact({firstLossInSeconds: loss}: Queue): readonly Piece[] {
  if (loss === null) return [];
  const [from, to] = [formatDuration(loss.atLeast * 1000), formatDuration(loss.atMost * 1000)];
  const tone = loss.atLeast < 86_400 ? 'critical' : 'plain';
  if (loss.atMost <= 0) return [piece('losing now', 'critical')];
  if (loss.atLeast <= 0) return [piece(`first loss now, or within ${to}`, 'critical')];
  return [piece(from === to ? `first loss in ${from}` : `first loss in ${from} to ${to}`, tone)];
}

/** Which queues it belongs to: whose dead letters come here, and where its own go. */
function tiesOf(
  {sources, senders, deadLetterQueue, isDeadLetter}: Queue,
  width: number,
  glyphs: Glyphs,
): readonly Line[] {
  const [into, out] = glyphs.ascii ? ['<-', '->'] : ['←', '→'];
  const ties = [
    ...(sources.length === 0 ? [] : [`${into} ${sources.map(nameOfArn).join(', ')}`]),
    ...senders.map(({kind, name}) => `${into} ${kind} ${name}`),
    ...(deadLetterQueue === null ? [] : [`${out} ${nameOfArn(deadLetterQueue)}`]),
  ];
  if (isDeadLetter) ties.unshift('dead letters');
  return flow(
    ties.map(text => piece(said(text, glyphs), 'quiet')),
    width,
  );
}

/** What it means: the verdict first, then what else was found, each with what is suggested. */
export function verdictLines(
  queue: Queue,
  findings: readonly Finding[],
  {width, height, glyphs}: {readonly width: number; readonly height: number; readonly glyphs: Glyphs},
): readonly Line[] {
  const tall = height >= 24;
  const told = findings.find(({detail}) => detail.startsWith(queue.verdictText));
  const verdict = {
    text: told?.detail ?? queue.verdictText,
    mark: told?.severity ?? 'quiet',
    suggest: told?.suggest?.action,
  } as const;
  const others = findings
    .filter(finding => finding !== told)
    .map(({detail, title, severity, suggest}) => ({
      text: detail === '' ? title : detail,
      mark: severity,
      suggest: suggest?.action,
    }));
  return [
    ...markedLines(verdict, tall ? 4 : 3, width, glyphs),
    ...others.flatMap(each => markedLines(each, tall ? 2 : 1, width, glyphs)),
  ];
}
