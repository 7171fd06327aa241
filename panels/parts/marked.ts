import {cell, displayWidth} from '../../source/text/cell.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {type Glyphs, type Mark, severityMark, severityTone} from '../../source/text/marks.ts';
import {wrapped} from './lines.ts';

export type Marked = {
  readonly text: string;
  readonly mark: Mark;
  /** The action that is suggested; empty where only a command of another tool helps. */
  readonly suggest: string | undefined;
};

/** A sentence behind its mark, and what is suggested where there is room for it. */
export function markedLines(
  {text, mark, suggest}: Marked,
  most: number,
  width: number,
  glyphs: Glyphs,
): readonly Line[] {
  const tone = severityTone(mark) === 'quiet' ? 'plain' : severityTone(mark);
  const room = Math.max(10, width - 4);
  const hint = suggest === undefined || suggest === '' ? '' : `. ${suggest.slice(suggest.indexOf('.') + 1)}`;
  const whole = withRoomFor(hint, text, room, most, glyphs);
  return whole.map((part, index) => [
    piece(index === 0 ? ` ${severityMark(mark, glyphs)} ` : '   ', severityTone(mark)),
    piece(part, tone),
    piece(index === whole.length - 1 && hint !== '' ? `${part === '' ? '' : '  '}${hint}` : '', 'accent'),
  ]);
}

/** The hint is what is done next: the sentence takes another line for it, or is cut before it. */
function withRoomFor(
  hint: string,
  text: string,
  room: number,
  most: number,
  glyphs: Glyphs,
): readonly string[] {
  const lines = wrapped(text, room, most, glyphs);
  const last = lines.at(-1) ?? '';
  const left = room - displayWidth(hint) - 2;
  if (hint === '' || displayWidth(last) <= left || left < 1) return lines;
  if (lines.length < most) return [...lines, ''];
  return [...lines.slice(0, -1), cell(last, left, 'left', glyphs).trimEnd()];
}
