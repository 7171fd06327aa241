import type {Snapshot} from '../../source/monitor/schema.ts';
import {type Format, type ReportOptions, report} from '../../source/report/index.ts';
import {kinesisReport} from '../../source/services/kinesis/report.ts';
import {queuesReport} from '../../source/services/queues/report.ts';

const options: ReportOptions = {width: 80, glyphs: {ascii: false}, color: false};

/** What a format says of a snapshot. */
export const said = (format: Format, snapshot: Snapshot, more: Partial<ReportOptions> = {}): string =>
  report(format, snapshot, [kinesisReport, queuesReport], {...options, ...more});
