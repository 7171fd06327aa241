import type {Finding} from '../source/monitor/schema.ts';
import {formatAge, untilNextAge} from '../source/text/duration.ts';
import {type Line, type Piece, piece} from '../source/text/line.ts';
import {severityMark, severityTone} from '../source/text/marks.ts';
import {formatUsd} from '../source/text/number.ts';
import {panelOf} from './model.ts';
import type {Panel, Scene} from './panel.ts';
import {edges, lineWidth} from './parts/lines.ts';
import {dataTime, troubledStates} from './parts/problems.ts';
import {said} from './parts/said.ts';

const unique = (values: readonly (string | null)[]): readonly string[] => [
  ...new Set(values.filter(value => value !== null)),
];

/** Who and where on the left; on the right what is true of the whole screen: its age, its price, its state. */
export function headerLine(scene: Scene, label: string | undefined): Line {
  const {snapshot, published, glyphs, width} = scene;
  const dots = glyphs.ascii ? '..' : '··';
  const accounts = unique(snapshot.sources.map(source => source.account)).map(id => dots + id.slice(-4));
  const who = [...unique(snapshot.sources.map(source => source.profile)), ...accounts]
    .map(text => said(text, glyphs))
    .join(' ');
  const regions = unique(snapshot.sources.map(source => source.region))
    .map(text => said(text, glyphs))
    .join(' ');
  const left = [piece(' hotshard', 'strong'), piece(label ? ` ${label}` : '', 'accent')];
  if (who !== '') left.push(piece(`  ${who}`));
  if (regions !== '') left.push(piece(`  ${regions}`));

  const right = [lockPiece(scene)];
  const running = scene.actions.running.filter(({result}) => result === undefined).length;
  if (running > 0) right.push(piece(`  ${running} running`, 'accent'));
  if (published.paused) right.push(piece('  paused', 'warning'));
  const {service} = panelOf(scene);
  for (const state of published.started ? troubledStates(snapshot, service) : []) {
    right.push(piece(`  ${state}`, state === 'stale' || state === 'partial' ? 'warning' : 'critical'));
  }
  const newest = dataTime(snapshot, service);
  if (newest !== undefined) {
    const age = formatAge(Math.max(0, scene.now - newest));
    right.push(piece(`  ${age === 'now' ? age : `${age} ago`}`));
  }
  const perHour = snapshot.usage.estimatedUsdPerHour;
  if (perHour !== null) right.push(piece(`  ${formatUsd(perHour)}/h`));
  return edges(left, [...right, piece(' ')], width, glyphs);
}

/** Whether anything can be changed from here, and for how long still: minutes that have begun count. */
function lockPiece({actions, now}: Scene): Piece {
  const {readOnly, armedUntil} = actions;
  if (readOnly) return piece(' read-only', 'quiet');
  if (armedUntil === undefined) return piece(' locked', 'quiet');
  // The time of the screen can be a moment older than that of the arming.
  const minutes = Math.ceil((armedUntil - now - 1000) / 60_000);
  return piece(` ARMED ${Math.max(1, minutes)}m`, 'warning');
}

/** How long until the header reads differently although nothing was read; undefined when it will not. */
export function untilHeaderAges(scene: Scene): number | undefined {
  const newest = dataTime(scene.snapshot, panelOf(scene).service);
  return newest === undefined ? undefined : untilNextAge(Math.max(0, scene.now - newest));
}

const findingsOf = (panel: Panel, findings: readonly Finding[]): readonly Finding[] =>
  panel.key !== undefined
    ? []
    : panel.service === undefined
      ? findings
      : findings.filter(finding => finding.service === panel.service);

/**
 * The panels by their number, each with how many of its findings are of the worst kind it has, and what is open. Where
 * that is too long the open panel alone keeps its title: what is open is named whole.
 */
export function tabLine(scene: Scene): Line {
  const {glyphs, width} = scene;
  const opened = openPiece(scene);
  const whole = [...tabs(scene, true), ...opened];
  const line = opened.length === 0 || lineWidth(whole) <= width ? whole : [...tabs(scene, false), ...opened];
  return edges(line, [], width, glyphs);
}

function openPiece({panels, state, snapshot, glyphs}: Scene): Line {
  const opened = state.open[state.panel];
  const panel = panels.find(candidate => candidate.id === state.panel);
  const name = opened === undefined ? undefined : panel?.nameOf(snapshot, opened);
  return name ? [piece(` ${glyphs.ascii ? '>' : '›'} ${said(name, glyphs)}`, 'strong')] : [];
}

function tabs({panels, state, snapshot, glyphs}: Scene, isTitled: boolean): Line {
  const line = [piece(' ')];
  panels.forEach((panel, index) => {
    const open = panel.id === state.panel;
    const tone = open ? 'selected' : 'plain';
    const title = isTitled || open ? ` ${panel.title}` : '';
    line.push(piece(` ${panel.key ?? index + 1}${title}`, tone));
    const findings = findingsOf(panel, snapshot.findings);
    const worst = (['critical', 'warning'] as const).find(severity =>
      findings.some(finding => finding.severity === severity),
    );
    if (worst) {
      const count = findings.filter(finding => finding.severity === worst).length;
      const mark = severityMark(worst, glyphs);
      line.push(piece(isTitled || open ? ` ${count}${mark}` : mark, open ? tone : severityTone(worst)));
    }
    line.push(piece(' ', tone));
  });
  return line;
}
