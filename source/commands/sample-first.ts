import type {Journal} from '../actions/journal.ts';
import {startAction} from '../actions/life.ts';
import type {Session} from '../aws/session.ts';
import type {Snapshot} from '../monitor/schema.ts';
import {sample} from '../services/kinesis/sample/action.ts';
import {worthSampling} from '../services/kinesis/sample/worth-sampling.ts';
import {say} from './print.ts';

/**
 * `--sample`: reads the bounded samples that tell a hot key from a hot range, one after the other, where writes
 * are refused. What cannot be sampled is said, and the document says less.
 */
export async function sampleFirst(
  {sessions, journal}: {readonly sessions: readonly Session[]; readonly journal: Journal},
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  for (const stream of snapshot.kinesis?.streams ?? []) {
    const session = sessions.find(({region}) => region === stream.region);
    if (!session) continue;
    for (const worth of worthSampling(stream)) {
      const {account, region} = stream;
      const on = {service: 'kinesis', account, region, ...worth};
      const prepared = await sample.prepare(session, on, {}, signal);
      const options = {action: sample, session, journal, signal, onProgress: () => {}};
      const started = 'wrong' in prepared ? {refused: prepared.wrong} : await startAction(prepared, options);
      const finished = 'finished' in started ? await started.finished : undefined;
      if ('refused' in started) say(`hotshard: ${worth.resource} was not sampled: ${started.refused}`);
      else if (finished && finished.result !== 'done') say(`hotshard: ${worth.resource}: ${finished.says}`);
    }
  }
}
