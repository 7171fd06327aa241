/** What stands before a quoted name of a field, and not before a value. */
const before =
  /(?:\((?:reading|setting)|\b(?:property|properties|fields?|column|(?:for|foreign|unique|primary|missing|required) key|KeyError:|attribute|parameter|argument|option|relation|table|constraint|index|method|function|procedure|variable|module|package|class|type|schema|enum|header|tag|element|required|missing|import|invoke|because|return value of)(?: named?)?)[\s:([]*$/i;
const after =
  /^[\s)\],:]*(?:of (?:undefined|null|nil|None)\b|is (?:a |not )?(?:required|undefined|defined|a function|a constructor|iterable|null|None)\b|must (?:be|have|not|NOT|match|contain|exist)\b|in type\b|object (?:has|is|does)\b|on (?:null|undefined|an? undefined)\b|(?:field|column|property|parameter|attribute|constraint|relation|table|header|method|function)\b|for nil\b|for an instance\b)/;
/** So much of what stands before is looked at. */
const lookBehind = 60;

const closers: Readonly<Record<string, readonly string[]>> = {
  '"': ['"'],
  "'": ["'"],
  '`': ['`', "'"],
  '“': ['”'],
  '„': ['“', '”'],
  '‘': ['’'],
  '«': ['»'],
};

/**
 * Takes out the quoted parts; one that is never closed was cut off, and goes to the end. `replace` says what stays of
 * one that stands where a name does.
 */
export function withoutQuoted(
  text: string,
  out: string,
  replace: (quoted: string, open: string, close: string) => string,
): string {
  let done = '';
  let at = 0;
  while (at < text.length) {
    const open = text[at] ?? '';
    const closing = closers[open];
    const isApostrophe = open === "'" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
    if (!closing || isApostrophe) {
      done += open;
      at += 1;
      continue;
    }
    const end = endOfQuote(text, at + 1, closing);
    const quoted = text.slice(at + 1, end === -1 ? text.length : end);
    const isNamed =
      end !== -1 &&
      (before.test(done.slice(-lookBehind)) || after.test(text.slice(end + 1, end + 1 + lookBehind)));
    done += isNamed ? replace(quoted, open, text[end] ?? '') : out;
    at = end === -1 ? text.length : end + 1;
  }
  return done;
}

function endOfQuote(text: string, from: number, closing: readonly string[]): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (closing.includes(text[at] ?? '') && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? '')) return at;
  }
  return -1;
}
