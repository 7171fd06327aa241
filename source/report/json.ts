import type {Snapshot} from '../monitor/schema.ts';
import type {ReportOptions} from './options.ts';

/** Characters that JSON allows as they are, but that a terminal would act upon. */
const unsafe = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export function jsonReport(snapshot: Snapshot, {oneLine = false}: ReportOptions): string {
  const text = JSON.stringify(snapshot, undefined, oneLine ? undefined : 2);
  return `${text.replace(unsafe, escaped)}\n`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
