import type {Snapshot} from '../../source/monitor/schema.ts';
import {type Line, type Piece, piece} from '../../source/text/line.ts';
import {formatCount} from '../../source/text/number.ts';
import type {Panel, Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {awaitedParts, problemSentences} from '../parts/problems.ts';
import {readingText, waitingText} from '../parts/waiting.ts';

const plural = (count: number, one: string): string =>
  `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

type Known = {
  readonly resources: number;
  readonly unread: number;
  readonly quiet: number;
  /** "8 streams, 12 queues"; what there is none of is left out, unless there is nothing at all. */
  readonly kinds: string;
  /** What is still being read for the first time. */
  readonly awaited: readonly string[];
};

/** How many resources are known, and how many of them nothing is said about. */
function known(snapshot: Snapshot, panels: readonly Panel[]): Known {
  const waiting = awaitedParts(snapshot);
  const counts = panels.flatMap(panel =>
    panel.service === undefined ? [] : [{...panel.count(snapshot), service: panel.service}],
  );
  const resources = counts.reduce((sum, {number}) => sum + number, 0);
  const unread = counts.reduce((sum, count) => sum + count.unread, 0);
  const wrong = snapshot.findings.filter(
    ({severity, service}) => severity !== 'info' && counts.some(count => count.service === service),
  );
  const some = counts.filter(({number}) => number > 0);
  const kinds = some.map(({number, what}) => `${formatCount(number)} ${what}`);
  const none = counts.map(({what}) => `no ${what}`);
  return {
    resources,
    unread,
    quiet: Math.max(0, resources - unread - new Set(wrong.map(({arn}) => arn)).size),
    kinds: (kinds.length > 0 ? kinds : none).join(', '),
    awaited: counts.filter(({service}) => waiting.has(service)).map(({what}) => what),
  };
}

/** How bad it is, in one line; and whatever could not be read, so that silence is not taken for health. */
export function countLines(scene: Scene): readonly Line[] {
  const {snapshot, published, width, glyphs} = scene;
  if (!published.started) {
    return [[piece(` ${waitingText(published, glyphs)}`, 'accent')]];
  }
  const problems = problemSentences(snapshot)
    .flatMap(sentence => wrapped(sentence, Math.max(10, width - 2), 2, glyphs))
    .slice(0, 4)
    .map(text => [piece(` ${text}`, 'warning')]);
  return [[piece(' '), ...counts(scene, problems.length > 0)], ...problems];
}

function counts({snapshot, panels, glyphs}: Scene, troubled: boolean): readonly Piece[] {
  const found = known(snapshot, panels);
  const {unread, quiet, awaited} = found;
  const critical = snapshot.findings.filter(finding => finding.severity === 'critical').length;
  const warnings = snapshot.findings.filter(finding => finding.severity === 'warning').length;
  const reading = awaited.length > 0 ? `, ${readingText(awaited, glyphs)}` : '';
  if (critical + warnings === 0) return [nothingWrong(found, reading, troubled)];
  const pieces: Piece[] = [];
  if (critical > 0) pieces.push(piece(`${formatCount(critical)} critical`, 'critical'));
  if (critical > 0 && warnings > 0) pieces.push(piece(', '));
  if (warnings > 0) pieces.push(piece(plural(warnings, 'warning'), 'warning'));
  pieces.push(piece(`, ${formatCount(quiet)} quiet`));
  const unreadText = unread > 0 ? `, ${formatCount(unread)} still unread` : '';
  if (unreadText + reading !== '') pieces.push(piece(unreadText + reading, 'accent'));
  return pieces;
}

function nothingWrong({resources, unread, kinds}: Known, reading: string, troubled: boolean): Piece {
  if (unread > 0)
    return piece(
      `nothing wrong so far; of ${kinds}, ${formatCount(unread)} still unread${reading}`,
      'accent',
    );
  if (reading !== '')
    return piece(`nothing wrong so far${resources > 0 ? `; ${kinds} quiet` : ''}${reading}`, 'accent');
  if (resources === 0 && troubled) return piece('nothing could be read, so nothing is known', 'warning');
  const reservation = troubled ? ' in what could be read' : '';
  const quiet = resources > 0 ? ' quiet' : '';
  return piece(`nothing is wrong${reservation}: ${kinds}${quiet}`, troubled ? 'plain' : 'good');
}
