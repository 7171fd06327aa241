import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {Plan} from '../../../actions/plan.ts';
import {bucketAndOwner} from '../objects/owner.ts';
import {ruleText} from './describe.ts';
import {type LifecycleFacts, meaningOfRaw} from './facts.ts';
import type {LifecycleOptions} from './options.ts';
import {proofOf} from './proof.ts';
import {readConfiguration} from './read-configuration.ts';
import {refusalOf} from './refusal.ts';
import {deleteConfiguration, putConfiguration, readOnceMore} from './requests.ts';
import {compare, isSame} from './seen.ts';
import {rulesText} from './wording.ts';

/** A change takes S3 some time to show. */
const longestWaitMs = 60_000;
const pollMs = 2_000;

export async function* runLifecycle(
  {target}: Plan,
  facts: LifecycleFacts,
  {id}: LifecycleOptions,
  work: Work<LifecycleFacts>,
): AsyncGenerator<Progress, Ending> {
  const {merged, configuration, wanted} = facts;
  const {resource: bucket} = target;
  if (work.signal.aborted || 'blocked' in merged || !wanted) return stopped('Nothing was changed.');
  yield {says: `Reading the lifecycle of ${bucket} once more`};
  const read = await work.send(readOnceMore(target));
  if (!read.ok) return {ended: 'failed', problem: refusalOf(read.problem, 'read', bucket)};
  const now = {meaning: meaningOfRaw(read.value), minimumObjectSize: read.value.minimumObjectSize};
  if (!isSame(now, {meaning: facts.meaning, minimumObjectSize: configuration.minimumObjectSize})) {
    return stopped(`Somebody changed the lifecycle of ${bucket} meanwhile: nothing was changed; plan again.`);
  }
  if (work.signal.aborted) return stopped('Nothing was changed.');
  const {rules, after} = merged;
  const {minimumObjectSize} = configuration;
  yield {says: rules.length === 0 ? 'Deleting the lifecycle configuration' : `Writing ${rulesText(rules)}`};
  const becomes = after ? ruleText(after) : 'removed';
  const sent = await work.send(
    rules.length === 0
      ? deleteConfiguration(target, id)
      : putConfiguration(target, {rules, minimumObjectSize, id, becomes}),
  );
  if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, 'write', bucket)};
  yield {says: 'Reading back'};
  return readBack(target, facts, id, work);
}

const stopped = (says: string): Ending => ({ended: 'stopped', says});

async function readBack(
  target: Plan['target'],
  facts: LifecycleFacts,
  id: string,
  work: Work<LifecycleFacts>,
): Promise<Ending> {
  const {resource: bucket, region} = target;
  const asked = bucketAndOwner(target);
  const until = work.now() + longestWaitMs;
  for (;;) {
    const read = await work.session.attempt('s3:GetBucketLifecycleConfiguration', async clients =>
      readConfiguration(await clients.s3(region), asked, work.signal),
    );
    if (!read.ok) {
      const {sentence} = refusalOf(read.problem, 'read', bucket);
      return {ended: 'done', note: `AWS took the change; it could not be read back: ${sentence}`};
    }
    const seen = compare(facts, read.value);
    // What it reads here is its proof: nothing has to be read again.
    if (seen.is === 'wanted') return {ended: 'done', proof: proofOf(facts, read.value, id)};
    if (seen.is === 'foreign') return foreign(bucket, seen.says);
    if (work.now() >= until) {
      const sentence = `AWS took the change, and ${bucket} does not show it yet: look again in a minute.`;
      return {ended: 'failed', problem: {missing: 'failed', code: 'NotSeen', sentence}};
    }
    try {
      await work.sleep(pollMs);
    } catch (error) {
      if (!work.signal.aborted) throw error;
      return stopped('AWS took the change; it was not read back.');
    }
  }
}

const foreign = (bucket: string, says: string): Ending => ({
  ended: 'failed',
  problem: {
    missing: 'failed',
    code: 'ChangedMeanwhile',
    sentence: `Somebody else changed the lifecycle of ${bucket} in the same moment: ${says}. Look at its rules; the journal keeps what stood there before.`,
  },
});
