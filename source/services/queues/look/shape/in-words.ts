import type {Data} from './data.ts';
import {type Complaint, type Failure, failureIn} from './failure.ts';
import {documentIn} from './json.ts';
import {saidIn} from './stack.ts';
import {gap, takeOut} from './take-out.ts';

const mostComplaints = 3;
const mostCauses = 4;

/** A failure as one line that all messages of the same cause have in common; undefined when no word is left. */
export function inWords(failure: Failure, data: Data, depth = 0): string | undefined {
  const taken = (text: string) => takeOut(withoutDocuments(text, depth), data);
  const said = failure.message === undefined ? undefined : saidIn(failure.message);
  const main = (said?.lines ?? []).map(taken).filter(hasWords).join(' / ');
  const type = failure.type === undefined ? '' : taken(failure.type);
  const code = failure.code === undefined || data.isWord(failure.code) ? '' : failure.code;
  const head = [...new Set([type, code])].filter(text => hasWords(text) && !main.includes(lastName(text)));
  const complaints = complaintsIn(failure.details ?? [], taken, main);
  const cause =
    depth < mostCauses && failure.cause
      ? inWords(failure.cause, data, depth + 1)
      : said?.root === undefined
        ? undefined
        : taken(said.root);
  const text = [[head.join(' '), main].filter(part => part !== '').join(': '), complaints]
    .filter(part => part !== '')
    .join(': ');
  if (cause === undefined || !hasWords(cause) || text.includes(cause))
    return hasWords(text) ? text : undefined;
  return hasWords(text) && text !== gap ? `${text} ← ${cause}` : cause;
}

const hasWords = (text: string): boolean => /[\p{L}]{2,}|\d/u.test(text);

/** `org.example.PaymentFailed` is said where a text names `PaymentFailed`. */
const lastName = (type: string): string => /[^.\\:]+[.]?$/.exec(type)?.[0] ?? type;

function complaintsIn(details: readonly Complaint[], taken: (text: string) => string, main: string): string {
  const said = details
    .map(({place, said}) => ({place, said: taken(said)}))
    .filter(({said}) => !main.includes(said))
    .map(({place, said}) => [place, said].filter(part => part !== '').join(' '));
  const different = [...new Set(said)].filter(hasWords).toSorted();
  return `${different.slice(0, mostComplaints).join('; ')}${different.length > mostComplaints ? '; and more' : ''}`;
}

/** Documents in a text: an answer that tells of a failure says it, of any other only that it was there. */
function withoutDocuments(text: string, depth: number): string {
  const start = text.search(/[{[]\s*["'{[]|\{\w+:/);
  if (start === -1) return text;
  const end = endOfDocument(text, start);
  const found = documentIn(text.slice(start, end));
  const failure = found === undefined || depth >= mostCauses ? undefined : failureIn(found);
  const inner = [failure?.type, failure?.code, failure?.message].filter(part => part !== undefined).join(' ');
  const rest = withoutDocuments(text.slice(end), depth + 1);
  return `${text.slice(0, start)}${inner === '' ? `{${gap}}` : inner}${rest}`;
}

/** Where the brackets are closed again; the end of the text where they are not. */
function endOfDocument(text: string, start: number): number {
  let open = 0;
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at] ?? '';
    if (quote !== '') {
      if (mark === '\\') at += 1;
      else if (mark === quote) quote = '';
    } else if (mark === '"' || (mark === "'" && !/\p{L}/u.test(text[at - 1] ?? ''))) quote = mark;
    else if ('{['.includes(mark)) open += 1;
    else if ('}]'.includes(mark)) {
      open -= 1;
      if (open === 0) return at + 1;
    }
  }
  return text.length;
}
