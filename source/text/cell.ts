import stringWidth from 'string-width';

export type CellAlign = 'left' | 'right';

const printableAscii = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

const escapeSequence = new RegExp(
  [
    // Strings with an end: OSC, DCS, SOS, PM, APC (ECMA-48 §5.6), closed by BEL or ST.
    '(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u0090\\u0098\\u009c-\\u009f]*(?:\\u0007|\\u001b\\\\|\\u009c)',
    // CSI: parameters, intermediates, a final byte (ECMA-48 §5.4).
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    // Any other escape: intermediates and a final byte.
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
);
const blank = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, marks that reorder what follows, and characters that take no room and say nothing. */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text from outside as one line that cannot move the cursor, change a colour or reorder its neighbours. */
export function plain(text: string): string {
  if (printableAscii.test(text)) return text;
  return text.toWellFormed().replace(escapeSequence, '').replace(blank, ' ').replace(unseen, '');
}

/** How many cells of a terminal the text takes. */
export const displayWidth = (text: string): number => stringWidth(text);

const asciiSpelling: Readonly<Record<string, string>> = {
  '…': '...',
  '·': '-',
  '–': '-',
  '—': '-',
  '→': '->',
  '←': '<-',
  '›': '>',
  '×': 'x',
  '±': '+-',
  '≤': '<=',
  '≥': '>=',
  '│': '|',
  '─': '-',
};

/** The text for terminals that draw ASCII only; what has no spelling becomes a question mark. */
export function asciiText(text: string): string {
  if (printableAscii.test(text)) return text;
  return [...clusters(plain(text))]
    .map(cluster => (printableAscii.test(cluster) ? cluster : (asciiSpelling[cluster] ?? '?')))
    .join('');
}

/**
 * The text in exactly `width` cells: cut with an ellipsis when it is longer, padded when it is shorter. True for
 * any text, wide and combining characters among them.
 */
export function cell(
  text: string,
  width: number,
  align: CellAlign = 'left',
  {ascii = false}: {readonly ascii?: boolean} = {},
): string {
  if (width <= 0) return '';
  const clean = ascii ? asciiText(text) : plain(text);
  const fitted = printableAscii.test(clean)
    ? cutAscii(clean, width, ascii ? '~' : '…')
    : cutClusters(clean, width, '…');
  const padding = ' '.repeat(width - fitted.width);
  return align === 'right' ? padding + fitted.text : fitted.text + padding;
}

type Fitted = {readonly text: string; readonly width: number};

function cutAscii(text: string, width: number, ellipsis: string): Fitted {
  if (text.length <= width) return {text, width: text.length};
  return {text: text.slice(0, width - 1) + ellipsis, width};
}

function cutClusters(text: string, width: number, ellipsis: string): Fitted {
  let kept = '';
  let used = 0;
  /** The longest start that leaves a cell for the ellipsis. */
  let start = {text: '', width: 0};
  for (const cluster of clusters(text)) {
    const clusterWidth = displayWidth(cluster);
    if (used + clusterWidth > width) return {text: start.text + ellipsis, width: start.width + 1};
    kept += cluster;
    used += clusterWidth;
    if (used < width) start = {text: kept, width: used};
  }
  return {text: kept, width: used};
}

/**
 * The text as what a reader calls characters. Some scripts have signs that melt into whatever follows, a padding
 * space too; the width of a line would then depend on its neighbours, so a question mark stands for them.
 */
function* clusters(text: string): Generator<string> {
  for (const {segment} of graphemes.segment(text)) {
    const alone = printableAscii.test(segment) || displayWidth(`|${segment}|`) === displayWidth(segment) + 2;
    yield alone ? segment : '?';
  }
}
