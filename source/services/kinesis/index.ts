import {defineService} from '../service.ts';
import {asks} from './asks.ts';
import type {KinesisFacts} from './facts.ts';
import {judge, refusesWrites} from './judge.ts';
import type {Stream} from './model.ts';
import {read} from './read.ts';
import {thresholdNames, thresholdsWith} from './thresholds.ts';

export const kinesis = defineService<KinesisFacts, Stream>({
  id: 'kinesis',
  title: 'Kinesis',
  list: 'streams',
  thresholds: thresholdNames,
  needs: ['kinesis:ListStreams', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
  read,
  asks: (facts, view, book) => asks(facts, view, refusesWrites(facts, book)),
  judge: (facts, context) => judge(facts, {...context, thresholds: thresholdsWith(context.thresholds)}),
  root: facts => facts.streams,
  *details({details}) {
    for (const {summary, shards, consumers} of details.values()) {
      for (const known of [summary, shards, consumers]) if (known) yield known;
    }
  },
});
