import {type Line, piece} from '../../source/text/line.ts';
import type {Scene} from '../panel.ts';
import {cursorPiece, edges, rule} from '../parts/lines.ts';
import {said} from '../parts/said.ts';
import type {PaletteItem} from './items.ts';

export function paletteLines(
  scene: Pick<Scene, 'width' | 'height' | 'glyphs'>,
  items: readonly PaletteItem[],
  text: string,
  index: number,
): readonly Line[] {
  const {width, height, glyphs} = scene;
  const lines: Line[] = [
    edges([piece(' :', 'accent'), piece(said(text, glyphs)), cursorPiece(glyphs)], [], width, glyphs),
    rule(width, glyphs),
  ];
  if (items.length === 0) lines.push([piece(' nothing has that name', 'quiet')]);
  const room = Math.max(1, height - lines.length);
  const from = Math.max(0, index - room + 1);
  items.slice(from, from + room).forEach((item, place) => {
    const tone = from + place === index ? 'selected' : 'plain';
    const mark = from + place === index ? (glyphs.ascii ? '>' : '›') : ' ';
    lines.push(
      edges(
        [piece(`${mark} ${said(item.name, glyphs)}`, tone)],
        [piece(` ${said(item.kind, glyphs)} `, tone === 'plain' ? 'quiet' : tone)],
        width,
        glyphs,
        tone,
      ),
    );
  });
  return lines;
}
