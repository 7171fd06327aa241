import {cell, displayWidth} from '../../source/text/cell.ts';
import {type Line, type Piece, piece, type Tone} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {said} from './said.ts';

export const lineWidth = (line: Line): number => line.reduce((sum, {text}) => sum + displayWidth(text), 0);

/** The line in exactly `width` cells: what does not fit is cut, what is left over is blank. */
export function fitLine(line: Line, width: number, glyphs: Glyphs, fill: Tone = 'plain'): Line {
  const fitted = [];
  let left = width;
  for (const part of line) {
    const wide = displayWidth(part.text);
    if (wide > left) {
      fitted.push(piece(cell(part.text, left, 'left', glyphs), part.tone));
      return fitted;
    }
    fitted.push(part);
    left -= wide;
  }
  if (left > 0) fitted.push(piece(' '.repeat(left), fill));
  return fitted;
}

/** One text at the left edge and one at the right; when both do not fit, the right one stays whole. */
export function edges(left: Line, right: Line, width: number, glyphs: Glyphs, fill: Tone = 'plain'): Line {
  const room = width - lineWidth(right);
  if (room < 1) return fitLine(right, width, glyphs);
  return [...fitLine(left, room, glyphs, fill), ...right];
}

export const rule = (width: number, glyphs: Glyphs): Line => [
  piece((glyphs.ascii ? '-' : '─').repeat(width), 'quiet'),
];

/** Where the next character of what is typed will stand. */
export const cursorPiece = (glyphs: Glyphs): Piece => piece(glyphs.ascii ? '_' : '▏', 'accent');

/** A sentence on as many lines as it needs, at most `most`; the last is cut when there is more. */
export function wrapped(text: string, width: number, most: number, glyphs: Glyphs): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of said(text, glyphs).split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (displayWidth(longer) <= width || current === '') current = longer;
    else {
      lines.push(current);
      current = word;
    }
  }
  if (current !== '') lines.push(current);
  const kept = lines.slice(0, most);
  const rest = lines.slice(most).join(' ');
  const last = kept.at(-1);
  if (rest !== '' && last !== undefined) kept[kept.length - 1] = `${last} ${rest}`;
  return kept.map(line => cell(line, width, 'left', glyphs).trimEnd());
}

/** A sentence that is too long for one line by its two ends: what it is about, and how it went. */
export function bothEnds(text: string, width: number, glyphs: Glyphs): string {
  const words = said(text, glyphs).split(' ');
  const between = glyphs.ascii ? '...' : '…';
  let first = words.length;
  while (first > 1 && displayWidth(words.slice(0, first).join(' ')) > width / 2) first -= 1;
  const start = words.slice(0, first);
  let last = first + 1;
  const shown = (): string => [...start, between, ...words.slice(last)].join(' ');
  while (last < words.length && displayWidth(shown()) > width) last += 1;
  const whole = words.join(' ');
  const isCut = displayWidth(whole) > width && last < words.length;
  return cell(isCut ? shown() : whole, width, 'left', glyphs).trimEnd();
}

/** Facts one after the other, on as many lines as they need; no fact is torn in two. */
export function flow(facts: readonly Piece[], width: number): readonly Line[] {
  const lines: Piece[][] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    const spaced = piece(`  ${fact.text}`, fact.tone);
    if (last && lineWidth([...last, spaced]) <= width - 1) last.push(spaced);
    else lines.push([piece(` ${fact.text}`, fact.tone)]);
  }
  return lines;
}
