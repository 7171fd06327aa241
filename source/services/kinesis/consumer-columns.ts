import {formatDuration} from '../../text/duration.ts';
import {type Glyphs, missingMark} from '../../text/marks.ts';
import {measuredColumn} from '../../text/measured-column.ts';
import type {Column} from '../../text/table.ts';
import type {Consumer} from './model.ts';
import {formatSlope, lossSortValue, lossText, lossTone} from './wording.ts';

const seconds = 1000;

/** AWS writes -1 where there is no end. */
function endless(
  value: number | null | undefined,
  format: (value: number) => string,
  glyphs: Glyphs,
): string {
  if (value === null || value === undefined) return missingMark('not-applicable', glyphs);
  return value < 0 ? 'no end' : format(value);
}

export const consumerColumns: readonly Column<Consumer>[] = [
  {
    id: 'name',
    title: 'CONSUMER',
    width: 16,
    grow: 'content',
    priority: 0,
    text: consumer => consumer.name,
    sortValue: consumer => consumer.name,
    describe: 'the name of the consumer',
  },
  {
    id: 'kind',
    title: 'KIND',
    width: 9,
    priority: 4,
    text: consumer => consumer.kind,
    sortValue: consumer => consumer.kind,
    describe:
      'shared: all that read with GetRecords, measured by the slowest; enhanced: fan-out; lambda: a function',
  },
  measuredColumn<Consumer>('lagMs', formatDuration, {
    id: 'lag',
    title: 'LAG',
    width: 7,
    priority: 1,
    unit: seconds,
    describe: 'how far behind the newest record it reads',
  }),
  measuredColumn<Consumer>('slopeMsPerSecond', formatSlope, {
    id: 'trend',
    title: 'TREND',
    width: 10,
    priority: 3,
    describe: 'how much the lag grows, in seconds a minute',
  }),
  {
    id: 'loss',
    title: 'LOSS IN',
    width: 8,
    priority: 2,
    align: 'right',
    text: (consumer, glyphs) => lossText(consumer.loss, glyphs),
    tone: consumer => lossTone(consumer.loss),
    sortValue: consumer => lossSortValue(consumer.loss),
    unit: seconds,
    describe: 'when the oldest records that it has not read pass the retention, or what its mapping takes',
  },
  {
    id: 'state',
    title: 'STATE',
    width: 9,
    priority: 5,
    text: (consumer, glyphs) => consumer.state ?? missingMark(consumer.missing.state, glyphs),
    sortValue: consumer => consumer.state ?? undefined,
    describe: 'the status of a registered consumer, or of a mapping',
  },
  {
    id: 'result',
    title: 'LAST RESULT',
    width: 12,
    grow: 'content',
    priority: 6,
    text: (consumer, glyphs) => consumer.lastResult ?? missingMark(consumer.missing.lastResult, glyphs),
    tone: consumer => (consumer.lastResult?.startsWith('PROBLEM') ? 'warning' : 'plain'),
    sortValue: consumer => consumer.lastResult ?? undefined,
    describe: 'what Lambda says of the last batch',
  },
  {
    id: 'factor',
    title: 'FACTOR',
    width: 6,
    align: 'right',
    priority: 7,
    text: (consumer, glyphs) =>
      String(consumer.mapping?.parallelizationFactor ?? missingMark('not-applicable', glyphs)),
    sortValue: consumer => consumer.mapping?.parallelizationFactor ?? undefined,
    describe: 'how many batches of a shard a function works on at a time',
  },
  {
    id: 'record-age',
    title: 'MAX AGE',
    width: 8,
    align: 'right',
    priority: 8,
    text: (consumer, glyphs) =>
      endless(consumer.mapping?.maximumRecordAgeSeconds, age => formatDuration(age * seconds), glyphs),
    sortValue: consumer => consumer.mapping?.maximumRecordAgeSeconds ?? undefined,
    describe: 'how old a record can get before its mapping drops it',
  },
  {
    id: 'retries',
    title: 'RETRIES',
    width: 7,
    align: 'right',
    priority: 9,
    text: (consumer, glyphs) => endless(consumer.mapping?.maximumRetryAttempts, String, glyphs),
    sortValue: consumer => consumer.mapping?.maximumRetryAttempts ?? undefined,
    describe: 'how often its mapping tries a batch again that failed',
  },
];
