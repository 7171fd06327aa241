import {type Case, countOf} from './case.ts';

export type Suite = {
  readonly name: string;
  /** What was done to each. */
  readonly action: string;
  /** ms since 1970. */
  readonly startedAt: number;
  readonly tookMs: number;
  readonly cases: readonly Case[];
};

/** The report that build servers read. One suite, a test case for each; what was not proved is a failure. */
export function junitText({name, action, startedAt, tookMs, cases}: Suite): string {
  const counts = {
    tests: cases.length,
    failures: countOf(cases, 'failed'),
    errors: countOf(cases, 'unknown'),
    skipped: countOf(cases, 'skipped'),
    time: secondsOf(tookMs),
  };
  const suite = {name, ...counts, timestamp: new Date(startedAt).toISOString().slice(0, 19)};
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({name: 'hotshard', ...counts})}>`,
    `  <testsuite${attributes(suite)}>`,
    ...cases.map(each => caseText(each, action)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const elements = {failed: 'failure', unknown: 'error', skipped: 'skipped'} as const;

function caseText({name, is, says, details, tookMs}: Case, action: string): string {
  const time = tookMs === undefined ? {} : {time: secondsOf(tookMs)};
  const lines = [`    <testcase${attributes({classname: action, name, ...time})}>`];
  if (is !== 'passed') lines.push(`      <${elements[is]}${attributes({message: says})}/>`);
  const seen = is === 'passed' ? [says, ...details] : details;
  if (seen.length > 0) lines.push(`      <system-out>${escaped(seen.join('\n'))}</system-out>`);
  return [...lines, '    </testcase>'].join('\n');
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/[\t\n]/gu, whitespace)}"`)
    .join('');

/** In an attribute these would be read back as blanks. */
const whitespace = (character: string): string => `&#${character.charCodeAt(0)};`;

/** XML 1.0, section 2.2: no text of it may hold other characters than these, escaped or not. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader takes it for the end of a line otherwise.
  '\r': '&#13;',
};

const escaped = (text: string): string =>
  text.replace(forbidden, '\u{FFFD}').replace(/[&<>"\r]/gu, character => entities[character] ?? character);

const secondsOf = (ms: number): string => (ms / 1000).toFixed(3);
