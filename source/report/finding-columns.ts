import type {Finding} from '../monitor/schema.ts';
import {formatDuration} from '../text/duration.ts';
import type {Column} from '../text/table.ts';

/** Findings as a table; times are counted from `now`, the time of the snapshot. */
export const findingColumns = (now: number): readonly Column<Finding>[] => [
  {
    id: 'severity',
    title: 'SEVERITY',
    width: 8,
    priority: 3,
    text: finding => finding.severity,
    tone: finding => (finding.severity === 'info' ? 'quiet' : finding.severity),
    describe: 'how bad it is',
  },
  {
    id: 'resource',
    title: 'RESOURCE',
    width: 12,
    grow: 'content',
    priority: 0,
    text: finding => finding.resource,
    tone: () => 'strong',
    describe: 'what it is about',
  },
  {
    id: 'finding',
    title: 'FINDING',
    width: 24,
    grow: 'content',
    priority: 1,
    text: finding => finding.title,
    describe: 'what is wrong',
  },
  {
    id: 'left',
    title: 'LOSS IN',
    width: 8,
    align: 'right',
    priority: 2,
    text: finding => (finding.deadline === null ? '' : timeLeft(Date.parse(finding.deadline) - now)),
    describe: 'how long until data is lost',
  },
  {
    id: 'since',
    title: 'SINCE',
    width: 20,
    priority: 6,
    text: finding => finding.since?.replace(/\.\d+Z$/, 'Z') ?? '',
    describe: 'when it began',
  },
  {
    id: 'service',
    title: 'SERVICE',
    width: 8,
    priority: 5,
    text: finding => finding.service,
    describe: 'the service',
  },
  {
    id: 'region',
    title: 'REGION',
    width: 14,
    priority: 4,
    text: finding => finding.region,
    describe: 'the region',
  },
];

/** A deadline that has passed is not a time that is left. */
const timeLeft = (ms: number): string => (ms <= 0 ? 'now' : formatDuration(ms));
