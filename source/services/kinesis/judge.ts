import type {SeriesBook} from '../../metrics/ask.ts';
import type {JudgeContext, Judged} from '../service.ts';
import {streamAsks, type Watched} from './asks.ts';
import type {KinesisFacts} from './facts.ts';
import {findingsOf} from './findings.ts';
import {judgeStream} from './judge-stream.ts';
import type {Stream} from './model.ts';
import type {KinesisThresholds} from './thresholds.ts';

/** Streams, and what is wrong with them. */
export function judge(
  facts: KinesisFacts,
  context: Omit<JudgeContext, 'thresholds'> & {readonly thresholds: KinesisThresholds},
): Judged<Stream> {
  const visible = new Set(context.view.visible);
  const refuses = refusesWrites(facts, context.book);
  const streams = (facts.streams.value ?? []).map(listed => {
    const open = context.view.open === listed.arn;
    const watched = open || visible.has(listed.arn) || refuses(listed.arn);
    return judgeStream(listed, facts.details.get(listed.arn) ?? {}, {...context, watched, open});
  });
  return {resources: streams, findings: streams.flatMap(stream => findingsOf(stream, context))};
}

/** Streams that refused writes in the last minute that is known. */
export function refusesWrites(facts: KinesisFacts, book: SeriesBook): Watched {
  const refusing = new Set<string>();
  for (const {name, arn} of facts.streams.value ?? []) {
    const last = book(streamAsks(name).writesRefused).points.at(-1);
    if (last && last.value > 0) refusing.add(arn);
  }
  return arn => refusing.has(arn);
}
