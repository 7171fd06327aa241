import type {RuleNode} from '../../source/services/alarms/model.ts';
import {type Line, piece, type Tone} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {said} from '../parts/said.ts';

const stateWord = {ALARM: 'ALARM', OK: 'ok', INSUFFICIENT_DATA: 'no data'} as const;

/** The rule of a composite, a line for each part: what holds has a mark of its own, with or without colours. */
export function ruleLines(node: RuleNode, glyphs: Glyphs, depth = 0): readonly Line[] {
  const mark = markOf(node, glyphs);
  const tone: Tone = node.isTrue === true ? 'critical' : 'quiet';
  const state = node.alarm === null ? '' : `  ${node.state === null ? 'unknown' : stateWord[node.state]}`;
  const line: Line = [
    piece(`   ${'  '.repeat(depth)}${mark} `, tone),
    piece(said(node.says, glyphs), node.isTrue === true ? 'strong' : 'plain'),
    piece(state, 'quiet'),
  ];
  return [line, ...node.parts.flatMap(part => ruleLines(part, glyphs, depth + 1))];
}

function markOf({isTrue}: RuleNode, glyphs: Glyphs): string {
  if (isTrue === null) return '?';
  if (glyphs.ascii) return isTrue ? '+' : '-';
  return isTrue ? '✓' : '✗';
}
