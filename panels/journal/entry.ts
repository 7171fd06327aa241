import {createList, type List} from '../../hooks/list.ts';
import {timesText} from '../../source/actions/request-text.ts';
import {resultText} from '../../source/actions/result-text.ts';
import type {Tone} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {wrapped} from '../parts/lines.ts';
import {withoutKeys} from '../parts/without-keys.ts';
import {agoText, type JournalRow} from './rows.ts';

type EntryLine = {readonly id: string; readonly text: string; readonly tone: Tone};

type Room = {
  readonly width: number;
  readonly glyphs: Glyphs;
  readonly now: number;
  readonly toFile: boolean;
};

/** All that is known of one action: what was planned, what was sent and answered, what it changed. */
export function entryLines(row: JournalRow, {width, glyphs, now, toFile}: Room): readonly EntryLine[] {
  const lines: EntryLine[] = [];
  const say = (text: string, tone: Tone = 'plain', indent = ''): void => {
    const room = Math.max(10, width - indent.length - 3);
    for (const part of wrapped(text, room, 20, glyphs)) {
      lines.push({id: String(lines.length), text: `${indent}${part}`, tone});
    }
  };
  const {done, running} = row;
  const target = done?.target ?? running?.plan.target;
  const plan = done?.plan ?? running?.plan;
  say(row.title, 'strong');
  say(
    resultText(row.result, row.says),
    row.result === 'done' || row.result === 'running' ? 'plain' : 'warning',
  );
  const began = new Date(row.startedAt).toISOString();
  const ended = done?.endedAt === undefined ? '' : `, ended ${done.endedAt}`;
  say(`began ${began} (${agoText(row.startedAt, now)})${ended}`, 'quiet');
  if (target) say(`${target.account} ${target.region} ${target.arn}`, 'quiet');
  if (done) say(`by ${done.callerArn}`, 'quiet');
  const shows = running?.shows ?? [];
  for (const text of toFile ? shows.map(withoutKeys) : shows) say(text);
  if (plan) {
    say(`PLAN (${plan.risk})`, 'accent');
    plan.steps.forEach((step, index) => {
      say(`${index + 1}. ${step.says}`, 'plain', '  ');
    });
    for (const text of [...plan.changes, `Cost: ${plan.cost}`, `Undo: ${plan.undo}`])
      say(text, 'plain', '  ');
  }
  if (done) {
    say('REQUESTS', 'accent');
    if (done.requests.length === 0) say('none was sent', 'quiet', '  ');
    for (const sent of done.requests) {
      const {operation, outcome, requestId, says} = sent;
      const times = timesText(sent);
      const told = says === undefined ? '' : `: ${says}`;
      const tone = outcome === 'accepted' ? 'plain' : 'warning';
      say(`${operation}${times} ${outcome}${told}`, tone, '  ');
      if (requestId !== undefined)
        say(`${times === '' ? '' : 'the last: '}request ${requestId}`, 'quiet', '    ');
      else if (outcome === 'unknown') say('request without an answer', 'quiet', '    ');
    }
    const names = [...new Set([...Object.keys(done.before), ...Object.keys(done.after)])];
    if (names.length > 0) say('BEFORE AND AFTER', 'accent');
    for (const name of names) {
      say(
        `${name}: ${done.before[name] ?? 'not there'}, then ${done.after[name] ?? 'not there'}`,
        'plain',
        '  ',
      );
    }
  }
  return lines;
}

const lists = new WeakMap<readonly EntryLine[], List>();

/** The lines of an entry as a list, so that what moves in a list moves in it. */
export function entryList(id: string, lines: readonly EntryLine[]): List {
  const known = lists.get(lines);
  if (known) return known;
  const list = createList<EntryLine>({
    id: `journal entry ${id}`,
    rows: lines,
    columns: [
      {
        id: 'text',
        title: '',
        width: 40,
        grow: Number.MAX_SAFE_INTEGER,
        priority: 0,
        text: line => line.text,
        tone: line => line.tone,
        describe: 'what is known of the action',
      },
    ],
    identity: line => line.id,
    isWrong: line => line.tone === 'warning',
  });
  lists.set(lines, list);
  return list;
}
