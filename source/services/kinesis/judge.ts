import type {SeriesBook} from '../../metrics/ask.ts';
import type {JudgeContext, Judged} from '../service.ts';
import {streamAsks, type Watched} from './asks.ts';
import type {KinesisFacts} from './facts.ts';
import {findingsOf} from './findings.ts';
import {judgeStream} from './judge-stream.ts';
import type {Stream} from './model.ts';
import {judgeReaders} from './readers/judge-readers.ts';
import type {KinesisThresholds} from './thresholds.ts';

/** Streams, and what is wrong with them. */
export function judge(
  facts: KinesisFacts,
  context: Omit<JudgeContext, 'thresholds'> & {readonly thresholds: KinesisThresholds},
): Judged<Stream> {
  const visible = new Set(context.view.visible);
  const refuses = refusesWrites(facts, context.book);
  const mappings = facts.mappings?.value ?? [];
  const judged = (facts.streams.value ?? []).map(listed => {
    const open = context.view.open === listed.arn;
    const watched = open || visible.has(listed.arn) || refuses(listed.arn);
    const detail = facts.details.get(listed.arn) ?? {};
    const readers = judgeReaders(listed, detail, {...context, mappings});
    const unlisted = facts.mappings?.problem ?? detail.consumers?.problem;
    const samples = facts.samples.get(listed.arn) ?? new Map();
    const about = {...context, watched, open, readers, unlisted, samples};
    const {stream, writes} = judgeStream(listed, detail, about);
    return {stream, findings: findingsOf(stream, readers, writes, context)};
  });
  return {resources: judged.map(({stream}) => stream), findings: judged.flatMap(({findings}) => findings)};
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
