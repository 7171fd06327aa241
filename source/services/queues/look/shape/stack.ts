const mostLines = 400;
/** A message of several lines: the first ones name what is wrong, the rest lists where. */
const mostSaid = 4;

const frame =
  /^\s*at\s+\S|^\s*File "|^goroutine \d|^\s+from \S+:\d+|^\s*\.{3} \d+ (?:more|common)|^\s+\S+\.(?:rb|py|go|js|mjs|ts|java|kt|php|ex|exs)[:(]|^#\d+ |^\s*---+ End of |^created by |^\[signal |^\s*\^+\s*$|^Stack ?trace:|^\s*Suppressed:/i;
const exceptionLine =
  /^(?:Uncaught |Unhandled \w+ |Exception in thread "[^"]*" )?([\p{L}_$][\w.$:]*(?:Error|Exception|Violation|Fault|Exit|Interrupt|Warning|NotFound|DoesNotExist)\b.*)$/u;
/** Ruby puts where it happened before what happened. */
const rubyPlace = /^\S+:\d+:in [`'][^`']*': /;
const causedBy = /^\s*(?:Caused by|\[?cause\]?|Caused By)\s*:\s*(.*)$/;

/** The lines of an error's text that say what happened, without its stack; the cause of it all apart. */
export function saidIn(text: string): {readonly lines: readonly string[]; readonly root: string | undefined} {
  const all = text
    .split(/\r?\n/, mostLines)
    .map(line => line.trimEnd())
    .filter(line => line !== '');
  if (all.some(line => line.startsWith('Traceback (most recent call last)'))) return saidByPython(all);
  const until = all.findIndex(line => frame.test(line) || causedBy.test(line));
  const head = (until === -1 ? all : all.slice(0, until)).map(line => line.replace(rubyPlace, ''));
  const thrown = head.findIndex(line => exceptionLine.test(line));
  const lines = head
    .slice(Math.max(0, thrown), Math.max(0, thrown) + mostSaid)
    .map(line => exceptionLine.exec(line)?.[1] ?? line);
  const [first = ''] = lines;
  // .NET writes what is inside of an exception behind an arrow.
  const [outer = '', ...inner] = first.split(/ ---> /);
  return {
    lines: [outer, ...lines.slice(1)].filter(
      line => line.trim() !== '' && !line.trimStart().startsWith('--->'),
    ),
    root: rootCauseIn(text) ?? inner.at(-1),
  };
}

/** The innermost cause that a stack names. */
export function rootCauseIn(text: string): string | undefined {
  let root: string | undefined;
  for (const line of text.split(/\r?\n/, mostLines)) {
    root = causedBy.exec(line)?.[1] ?? /^\s*---> (.*)$/.exec(line)?.[1] ?? root;
  }
  return root?.replace(/\s*\(.*#\d+\)$/, '').trim() || undefined;
}

/** A traceback ends with the exception; that of the first of several is the cause of those below it. */
function saidByPython(all: readonly string[]) {
  const isFile = (line: string) => /^\s+File "/.test(line);
  const isThrown = (line: string) => /^\S/.test(line);
  const start = all.findIndex((line, index) => index > all.findLastIndex(isFile) && isThrown(line));
  const first = all.find((line, index) => index > all.findIndex(isFile) && isThrown(line));
  const lines = start === -1 ? [] : all.slice(start, start + mostSaid);
  return {lines, root: first === lines[0] ? undefined : first};
}
