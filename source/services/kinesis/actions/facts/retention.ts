import type {ActionTarget} from '../../../../actions/plan.ts';
import type {Outcome} from '../../../../aws/problem.ts';
import type {Session} from '../../../../aws/session.ts';
import {readOnce} from '../../../../metrics/read-once.ts';
import {dayWindow, streamAsks} from '../../asks.ts';
import type {StreamSummary} from '../../facts.ts';
import {audienceOf, type Behind} from './series.ts';

export type RetentionFacts = Behind & {
  readonly summary: StreamSummary;
  /** Mean of a day; undefined when nothing came in. */
  readonly inBytesPerSecond: number | undefined;
};

export async function gatherRetention(
  session: Session,
  {arn, resource: name}: ActionTarget,
): Promise<Outcome<RetentionFacts>> {
  const {describeSummary, listConsumers, listMappings} = await import('../../requests.ts');
  const [summary, consumers, mappings] = await Promise.all([
    session.attempt('kinesis:DescribeStreamSummary', () => describeSummary(session, arn)),
    session.attempt('kinesis:ListStreamConsumers', () => listConsumers(session, arn)),
    session.attempt('lambda:ListEventSourceMappings', () => listMappings(session)),
  ]);
  if (!summary.ok) return summary;
  const audience = audienceOf({name, arn}, summary.value, consumers, mappings, session.clock.now());
  const {inBytes} = streamAsks(name);
  const book = await readOnce(session, [inBytes, ...audience.asks]);
  const {points} = book(inBytes);
  const bytes = points.reduce((sum, point) => sum + point.value, 0);
  return {
    ok: true,
    value: {
      summary: summary.value,
      ...audience.behind(book, session.clock.now()),
      inBytesPerSecond: points.length === 0 ? undefined : bytes / dayWindow,
    },
  };
}
