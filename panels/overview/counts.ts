import type {Snapshot} from '../../source/monitor/schema.ts';
import {type Line, type Piece, piece} from '../../source/text/line.ts';
import {formatCount} from '../../source/text/number.ts';
import type {Panel, Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {problemSentences} from '../parts/problems.ts';
import {waitingText} from '../parts/waiting.ts';

const plural = (count: number, one: string): string =>
  `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

type Known = {
  readonly resources: number;
  readonly unread: number;
  readonly quiet: number;
  readonly kinds: string;
};

/** How many resources are known, and how many of them nothing is said about. */
function known(snapshot: Snapshot, panels: readonly Panel[]): Known {
  const counts = panels.filter(panel => panel.service !== undefined).map(panel => panel.count(snapshot));
  const resources = counts.reduce((sum, {number}) => sum + number, 0);
  const unread = counts.reduce((sum, count) => sum + count.unread, 0);
  const wrong = new Set(
    snapshot.findings.filter(finding => finding.severity !== 'info').map(finding => finding.arn),
  );
  const kinds = counts.map(({number, what}) => `${formatCount(number)} ${what}`).join(', ');
  return {resources, unread, quiet: Math.max(0, resources - unread - wrong.size), kinds};
}

/** How bad it is, in one line; and whatever could not be read, so that silence is not taken for health. */
export function countLines(scene: Scene): readonly Line[] {
  const {snapshot, panels, published, width, glyphs} = scene;
  if (!published.started) {
    return [[piece(` ${waitingText(published, glyphs)}`, 'accent')]];
  }
  const problems = problemSentences(snapshot)
    .flatMap(sentence => wrapped(sentence, Math.max(10, width - 2), 2, glyphs))
    .slice(0, 4)
    .map(text => [piece(` ${text}`, 'warning')]);
  return [[piece(' '), ...counts(snapshot, panels, problems.length > 0)], ...problems];
}

function counts(snapshot: Snapshot, panels: readonly Panel[], troubled: boolean): readonly Piece[] {
  const {resources, unread, quiet, kinds} = known(snapshot, panels);
  const critical = snapshot.findings.filter(finding => finding.severity === 'critical').length;
  const warnings = snapshot.findings.filter(finding => finding.severity === 'warning').length;
  if (critical + warnings === 0) {
    if (resources === 0 && troubled) return [piece('nothing could be read, so nothing is known', 'warning')];
    if (unread > 0)
      return [piece(`nothing wrong so far; of ${kinds}, ${formatCount(unread)} still unread`, 'accent')];
    const reservation = troubled ? ' in what could be read' : '';
    return [piece(`nothing is wrong${reservation}: ${kinds} quiet`, troubled ? 'plain' : 'good')];
  }
  const pieces: Piece[] = [];
  if (critical > 0) pieces.push(piece(`${formatCount(critical)} critical`, 'critical'));
  if (critical > 0 && warnings > 0) pieces.push(piece(', '));
  if (warnings > 0) pieces.push(piece(plural(warnings, 'warning'), 'warning'));
  pieces.push(piece(`, ${formatCount(quiet)} quiet`));
  if (unread > 0) pieces.push(piece(`, ${formatCount(unread)} still unread`, 'accent'));
  return pieces;
}
