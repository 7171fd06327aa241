import {formatDuration} from '../../text/duration.ts';
import {missingMark} from '../../text/marks.ts';
import {measuredColumn} from '../../text/measured-column.ts';
import type {Column} from '../../text/table.ts';
import type {Consumer} from './model.ts';
import {formatSlope, lossSortValue, lossText, lossTone} from './wording.ts';

const seconds = 1000;

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
    describe: 'shared reads with GetRecords, enhanced fan-out reads with SubscribeToShard',
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
    describe: 'when the oldest records that it has not read pass the retention',
  },
  {
    id: 'state',
    title: 'STATE',
    width: 9,
    priority: 5,
    text: (consumer, glyphs) => consumer.state ?? missingMark(consumer.missing.state, glyphs),
    sortValue: consumer => consumer.state ?? undefined,
    describe: 'the status of a registered consumer',
  },
];
