import type {Line, Tone} from '../../source/text/line.ts';

/**
 * What each meaning looks like, in the 16 colours that every scheme defines. Without colours, weight and
 * inversion are left; the marks say the rest.
 */
const coloured: Readonly<Record<Tone, readonly [on: string, off: string] | undefined>> = {
  plain: undefined,
  quiet: ['2', '22'],
  strong: ['1', '22'],
  critical: ['1;31', '22;39'],
  warning: ['33', '39'],
  good: ['32', '39'],
  accent: ['36', '39'],
  selected: ['7', '27'],
};

const colourless: Readonly<Record<Tone, readonly [on: string, off: string] | undefined>> = {
  plain: undefined,
  quiet: undefined,
  strong: ['1', '22'],
  critical: ['1', '22'],
  warning: undefined,
  good: undefined,
  accent: ['1', '22'],
  selected: ['7', '27'],
};

/** A line as the terminal takes it. */
export function paint(line: Line, color: boolean): string {
  const styles = color ? coloured : colourless;
  let painted = '';
  for (const {text, tone} of line) {
    const style = styles[tone];
    painted += style && text !== '' ? `\u001b[${style[0]}m${text}\u001b[${style[1]}m` : text;
  }
  return painted;
}
