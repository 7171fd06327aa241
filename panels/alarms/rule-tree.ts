import type {RuleNode} from '../../source/services/alarms/model.ts';
import {type Line, piece, type Tone} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {said} from '../parts/said.ts';

const stateWord = {ALARM: 'ALARM', OK: 'ok', INSUFFICIENT_DATA: 'no data'} as const;

/** The rule of a composite, a line for each part, in at most `most`: what holds comes first, and has a mark of its own. */
export function ruleLines(node: RuleNode, glyphs: Glyphs, most: number): readonly Line[] {
  const all = linesOf(node, glyphs, 0);
  if (all.length <= most) return all;
  const left = all.length - most + 1;
  return [...all.slice(0, most - 1), [piece(`     ${left} more ${left === 1 ? 'part' : 'parts'}`, 'quiet')]];
}

function linesOf(node: RuleNode, glyphs: Glyphs, depth: number): readonly Line[] {
  const tone: Tone = node.isTrue === true ? 'critical' : 'quiet';
  const state = node.alarm === null ? '' : `  ${node.state === null ? 'unknown' : stateWord[node.state]}`;
  const line: Line = [
    piece(`   ${'  '.repeat(depth)}${markOf(node, glyphs)} `, tone),
    piece(said(node.says, glyphs), node.isTrue === true ? 'strong' : 'plain'),
    piece(state, 'quiet'),
  ];
  const parts = node.parts.toSorted((a, b) => Number(b.isTrue === true) - Number(a.isTrue === true));
  return [line, ...parts.flatMap(part => linesOf(part, glyphs, depth + 1))];
}

function markOf({isTrue}: RuleNode, glyphs: Glyphs): string {
  if (isTrue === null) return '?';
  if (glyphs.ascii) return isTrue ? '+' : '-';
  return isTrue ? '✓' : '✗';
}
