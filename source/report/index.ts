import type {Snapshot} from '../monitor/schema.ts';
import {jsonReport} from './json.ts';
import {markdownReport} from './markdown.ts';
import {nagiosReport} from './nagios.ts';
import type {Format, ReportOptions} from './options.ts';
import {prometheusReport} from './prometheus.ts';
import {screenReport} from './screen.ts';
import {tableReport} from './table.ts';

export {type Format, formats, type ReportOptions} from './options.ts';

const reports: Readonly<Record<Format, (snapshot: Snapshot, options: ReportOptions) => string>> = {
  json: jsonReport,
  table: tableReport,
  screen: screenReport,
  prometheus: prometheusReport,
  nagios: nagiosReport,
  markdown: markdownReport,
};

/** A snapshot as text that ends with a newline. Pure: the same document always reads the same. */
export const report = (format: Format, snapshot: Snapshot, options: ReportOptions): string =>
  reports[format](snapshot, options);
