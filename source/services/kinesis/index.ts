import type {Problem} from '../../aws/problem.ts';
import {defineService} from '../service.ts';
import {kinesisActions} from './actions/index.ts';
import {asks} from './asks.ts';
import type {KinesisFacts} from './facts.ts';
import {judge, refusesWrites} from './judge.ts';
import {locate} from './locate.ts';
import type {Stream} from './model.ts';
import {read} from './read.ts';
import {thresholdNames, thresholdsWith} from './thresholds.ts';

export const kinesis = defineService<KinesisFacts, Stream>({
  id: 'kinesis',
  title: 'Kinesis',
  list: 'streams',
  thresholds: thresholdNames,
  actions: kinesisActions,
  locate,
  report: async () => (await import('./report.ts')).kinesisReport,
  needs: ['kinesis:ListStreams', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
  read,
  asks: (facts, view, book) => asks(facts, view, refusesWrites(facts, book), book),
  judge: (facts, context) => judge(facts, {...context, thresholds: thresholdsWith(context.thresholds)}),
  root: facts => facts.streams,
  *details({details}) {
    for (const {summary, shards, consumers} of details.values()) {
      for (const known of [summary, shards, consumers]) if (known && !isChange(known.problem)) yield known;
    }
  },
});

/** A stream that was deleted or changed between two requests is no failure to read: the next list says what it is. */
const isChange = (problem: Problem | undefined): boolean =>
  problem !== undefined && /ResourceNotFound|ResourceInUse/.test(problem.code);
