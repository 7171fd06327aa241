import type {Snapshot} from '../monitor/schema.ts';
import {jsonReport} from './json.ts';
import {markdownReport} from './markdown.ts';
import {nagiosReport} from './nagios.ts';
import type {Format, ReportOptions} from './options.ts';
import {prometheusReport} from './prometheus.ts';
import {type Reported, reportedOf} from './reported.ts';
import {screenReport} from './screen.ts';
import type {ServiceReport} from './service-report.ts';
import {tableReport} from './table.ts';

export {type Format, formats, type ReportOptions} from './options.ts';
export {loadReports} from './reported.ts';

const formatters: Readonly<Record<Format, (reported: Reported, options: ReportOptions) => string>> = {
  json: ({snapshot}, options) => jsonReport(snapshot, options),
  table: tableReport,
  screen: screenReport,
  prometheus: prometheusReport,
  nagios: nagiosReport,
  markdown: markdownReport,
};

/** A snapshot as text that ends with a newline. Pure: the same document always reads the same. */
export const report = (
  format: Format,
  snapshot: Snapshot,
  reports: readonly ServiceReport[],
  options: ReportOptions,
): string => formatters[format](reportedOf(snapshot, reports), options);
