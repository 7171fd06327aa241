import {plain} from '../../../text/cell.ts';
import {type Line, piece} from '../../../text/line.ts';

/** What is counted, on the screen alone: a prefix can be personal data, and the rest of a plan is journaled. */
export const prefixPicture = (prefix: string): readonly Line[] =>
  prefix === '' ? [] : [[piece('prefix ', 'quiet'), piece(plain(prefix), 'strong')]];
