import {trendline} from '../../text/bars.ts';
import {formatBytes} from '../../text/bytes.ts';
import {measuredColumn} from '../../text/measured-column.ts';
import {formatCount, formatUsd} from '../../text/number.ts';
import type {Column} from '../../text/table.ts';
import {classLegend, mixBar} from './mix.ts';
import type {Bucket} from './model.ts';
import {priceRegion} from './prices/list.ts';
import {changeText, enabledRules, monthlyText, rulesText, uploadsText, versionsText} from './wording.ts';

/** What people type as a size is in gigabytes where they name no unit. */
const gigabyte = 1e9;

export const bucketColumns: readonly Column<Bucket>[] = [
  {
    id: 'name',
    title: 'BUCKET',
    width: 14,
    grow: 'content',
    priority: 0,
    text: ({name}) => name,
    tone: () => 'strong',
    sortValue: ({name}) => name,
    describe: 'the name of the bucket',
  },
  measuredColumn<Bucket>('bytes', formatBytes, {
    id: 'size',
    title: 'SIZE',
    width: 8,
    priority: 1,
    unit: gigabyte,
    describe:
      'what it holds, older versions and unfinished uploads among it; a figure a day, a day or two late',
  }),
  measuredColumn<Bucket>('objects', formatCount, {
    id: 'objects',
    title: 'OBJECTS',
    width: 7,
    priority: 3,
    describe: 'objects, older versions and unfinished uploads among them',
  }),
  {
    id: 'mix',
    title: 'MIX',
    width: 14,
    grow: 26,
    priority: 2,
    text: (bucket, glyphs, width) => mixBar(bucket, width, glyphs),
    describe: `how much is in which storage class, the first filling is the first word: ${classLegend}`,
  },
  {
    ...measuredColumn<Bucket>('monthlyUsd', formatUsd, {
      id: 'price',
      title: '$/MONTH',
      width: 8,
      priority: 4,
      describe: `what storing it costs a month by the list price of ${priceRegion}, never the bill; ~ in another region, + where monitoring comes on top`,
    }),
    text: monthlyText,
  },
  measuredColumn<Bucket>('growthBytesPerDay', changeText, {
    id: 'growth',
    title: 'GROWTH/DAY',
    width: 10,
    priority: 5,
    unit: gigabyte,
    describe: 'bytes more a day, over the last fortnight',
  }),
  {
    id: 'history',
    title: '14 DAYS',
    width: 14,
    priority: 6,
    text: ({history}, glyphs, width) => (history === null ? '' : trendline(history.bytes, width, glyphs)),
    describe: 'what it held day by day, from the least to the most of these days',
  },
  {
    id: 'lifecycle',
    title: 'LIFECYCLE',
    width: 9,
    priority: 7,
    text: rulesText,
    sortValue: ({lifecycle}) => (lifecycle === null ? undefined : enabledRules(lifecycle).length),
    describe: 'rules that move or delete what is old',
  },
  {
    id: 'versions',
    title: 'VERSIONS',
    width: 9,
    priority: 8,
    text: versionsText,
    sortValue: ({versioning}) => versioning ?? undefined,
    describe: 'whether what is overwritten or deleted is kept',
  },
  {
    id: 'uploads',
    title: 'UPLOADS',
    width: 10,
    priority: 9,
    text: uploadsText,
    sortValue: ({unfinishedUploads}) => unfinishedUploads.count ?? undefined,
    describe: 'uploads in parts that were never finished, and the age of the oldest',
  },
  {
    id: 'region',
    title: 'REGION',
    width: 14,
    priority: 10,
    text: ({region}) => region,
    sortValue: ({region}) => region,
    describe: "the bucket's own region",
  },
];
