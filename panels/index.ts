import {alarmsPanel} from './alarms/index.ts';
import {bucketsPanel} from './buckets/index.ts';
import {journalPanel} from './journal/index.ts';
import {kinesisPanel} from './kinesis/index.ts';
import {overviewPanel} from './overview/index.ts';
import type {Panel} from './panel.ts';
import {queuesPanel} from './queues/index.ts';

/** The panels, in the order of their numbers. */
export const allPanels: readonly Panel[] = [
  overviewPanel,
  kinesisPanel,
  queuesPanel,
  alarmsPanel,
  bucketsPanel,
  journalPanel,
];
