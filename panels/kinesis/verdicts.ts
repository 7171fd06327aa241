import type {Finding} from '../../source/monitor/schema.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {wrapped} from '../parts/lines.ts';
import {type Marked, markedLines} from '../parts/marked.ts';
import {isBehind} from './charts.ts';

const troubledReads: readonly string[] = ['falling-behind', 'losing', 'reader-gone', 'read-throttled'];
const troubledWrites: readonly string[] = ['hot-range', 'hot-key', 'hot-unsampled', 'underprovisioned'];

/** Whether the readers are what to look at first: records are at stake, or the write side is well. */
export const readersLead = (stream: Stream): boolean =>
  isBehind(stream) ||
  (troubledReads.includes(stream.readVerdict) && !troubledWrites.includes(stream.verdict));

type Room = {readonly width: number; readonly height: number; readonly glyphs: Glyphs};

/** The verdicts on both sides of a stream, the graver first, and what else was found. */
export function verdictLines(stream: Stream, findings: readonly Finding[], room: Room): readonly Line[] {
  const {width, height, glyphs} = room;
  const write = saidOf(stream.verdictText, findings);
  const read = saidOf(stream.readVerdictText, findings);
  const other = findings
    .filter(({detail}) => !tells(detail, stream.verdictText) && !tells(detail, stream.readVerdictText))
    .map(({detail, title, severity, suggest}) => ({
      text: detail === '' ? title : detail,
      mark: severity,
      suggest: suggest?.action,
    }));
  const tall = height >= 24;
  const [first, second] = readersLead(stream) ? [read, write] : [write, read];
  return [
    ...markedLines(first, 3, width, glyphs),
    ...(readersLead(stream) ? wayLines(stream, tall ? 8 : 2, width, glyphs) : []),
    ...markedLines(second, tall || second.mark !== 'quiet' ? 2 : 1, width, glyphs),
    ...other.flatMap(each => markedLines(each, tall ? 2 : 1, width, glyphs)),
  ];
}

const tells = (detail: string, verdict: string): boolean => verdict !== '' && detail.startsWith(verdict);

function saidOf(text: string, findings: readonly Finding[]): Marked {
  const finding = findings.find(({detail}) => tells(detail, text));
  return {text, mark: finding?.severity ?? 'quiet', suggest: finding?.suggest?.action};
}

/** What can be done about readers that are behind, the first thing first; each whole, or not at all but the first. */
function wayLines(stream: Stream, most: number, width: number, glyphs: Glyphs): readonly Line[] {
  const shown: Line[] = [];
  for (const [index, way] of stream.waysOut.entries()) {
    const parts = wrapped(way, Math.max(10, width - 7), 2, glyphs);
    if (index > 0 && shown.length + parts.length > most) break;
    for (const [line, part] of parts.entries()) {
      shown.push([piece(line === 0 ? `   ${index + 1}. ` : '      ', 'accent'), piece(part)]);
    }
  }
  return shown;
}
