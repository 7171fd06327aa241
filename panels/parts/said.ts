import {asciiText, plain} from '../../source/text/cell.ts';
import type {Glyphs} from '../../source/text/marks.ts';

/** Text from outside as one harmless line, in characters that the terminal can draw. */
export const said = (text: string, {ascii}: Glyphs): string => (ascii ? asciiText(text) : plain(text));
