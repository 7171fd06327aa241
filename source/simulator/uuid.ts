import {createHash} from 'node:crypto';

/** The same UUID for the same text: of what exists in a scenario before anybody made it. */
export const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
