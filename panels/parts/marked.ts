import {displayWidth} from '../../source/text/cell.ts';
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
  const whole = wrapped(text, room, most, glyphs);
  const hint =
    suggest === undefined || suggest === '' ? '' : `  . ${suggest.slice(suggest.indexOf('.') + 1)}`;
  const roomLeft = room - displayWidth(whole.at(-1) ?? '');
  return whole.map((part, index) => [
    piece(index === 0 ? ` ${severityMark(mark, glyphs)} ` : '   ', severityTone(mark)),
    piece(part, tone),
    piece(index === whole.length - 1 && hint.length <= roomLeft ? hint : '', 'accent'),
  ]);
}
