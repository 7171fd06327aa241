import type {Outcome} from '../../aws/problem.ts';
import type {Session} from '../../aws/session.ts';
import {didYouMean} from '../../text/nearest.ts';
import type {Located} from '../service.ts';

/** The stream of that name; a shard may be named by the number that ends its id: `7` or `0007`. */
export async function locate(
  session: Session,
  name: string,
  part: string | undefined,
): Promise<Outcome<Located>> {
  const {listStreams} = await import('./requests.ts');
  const streams = await session.attempt('kinesis:ListStreams', () => listStreams(session));
  if (!streams.ok) return streams;
  const stream = streams.value.find(listed => listed.name === name || listed.arn === name);
  if (!stream) {
    const names = streams.value.map(listed => listed.name);
    const sentence = `There is no stream named ${name} in ${session.region}.${didYouMean(name, names)}`;
    return {ok: false, problem: {missing: 'failed', code: 'ResourceNotFoundException', sentence}};
  }
  const shard = part === undefined ? {} : {part: shardIdOf(part)};
  return {ok: true, value: {arn: stream.arn, resource: stream.name, ...shard}};
}

const shardIdOf = (typed: string): string =>
  /^\d{1,12}$/.test(typed) ? `shardId-${typed.padStart(12, '0')}` : typed;
