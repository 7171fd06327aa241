import type {Stream} from '../../../../source/services/kinesis/model.ts';
import {sample} from '../../../../source/services/kinesis/sample/action.ts';
import {scenarioFile, unguarded} from '../../../simulated.ts';
import {carriedOut, openSession, targetOf} from '../sample/working.ts';
import {scenarioOf, type World} from './worlds.ts';

type Judged = {readonly unsampled: Stream; readonly sampled: Stream};

/** What is said of a world's stream before anything is sampled, and after. */
export async function judged(world: World): Promise<Judged> {
  const account = await unguarded(await scenarioFile(scenarioOf(world)), {seed: world.seed});
  try {
    const session = openSession(account);
    const watching = account.monitor([session]);
    const look = async (): Promise<Stream> => {
      const [stream] = (await watching.once()).kinesis?.streams ?? [];
      if (!stream) throw new Error('There is no stream.');
      return stream;
    };
    await look();
    const unsampled = await look();
    await carriedOut(sample, session, account.clock, targetOf('stream'));
    const [hottest] = (await look()).shards;
    await carriedOut(sample, session, account.clock, targetOf('stream', hottest?.id ?? ''));
    return {unsampled, sampled: await look()};
  } finally {
    await account.end();
  }
}
