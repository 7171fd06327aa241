import type {Work} from '../../../../actions/action.ts';
import {formatCount} from '../../../../text/number.ts';
import {type RedriveFacts, runningTask} from '../facts.ts';
import type {RedriveOptions} from '../options.ts';
import {isConsumed} from '../planning/consumer.ts';
import {gainedLately} from '../planning/growth.ts';
import {settingsOf} from '../planning/plan.ts';
import {pause} from './pause.ts';

/** The first whole minute after a time is over within two, and CloudWatch has it within three more. */
const publishedWithinMs = 300_000;
const lookEveryMs = 15_000;

/**
 * Between the canary and the rest the facts are read again: another setting, another's task, a queue that grows now,
 * or a consumer that has deleted nothing since the canary was moved, is another redrive.
 */
export async function changedMeanwhile(
  before: RedriveFacts,
  {whileGrowing, withoutConsumer}: RedriveOptions,
  movedAt: number,
  work: Work<RedriveFacts>,
): Promise<string | undefined> {
  const {name} = before;
  for (;;) {
    const gathered = await work.gather();
    if (!gathered.ok) return `The rest was not started: ${gathered.problem.sentence}`;
    const after = gathered.value;
    if (runningTask(after)) return 'The rest was not started: somebody else started a task.';
    if (settingsOf(before).join('\n') !== settingsOf(after).join('\n')) {
      return 'The rest was not started: the queues were configured anew meanwhile; plan again.';
    }
    const gained = gainedLately(after);
    if (!whileGrowing && gained !== undefined && gained > 0) {
      return `The rest was not started: ${name} gained ${formatCount(gained)} in the last 10 minutes; repair the consumer, or say --while-growing ${name}.`;
    }
    const idle = after.receivers.find(receiver => isConsumed(receiver, movedAt) === false);
    if (withoutConsumer || !idle) return undefined;
    if (work.now() >= movedAt + publishedWithinMs || work.signal.aborted) {
      return `The rest was not started: nobody was seen to delete a message from ${idle.name} since the canary; start its consumer, or say --without-consumer ${name}.`;
    }
    await pause(work, lookEveryMs);
  }
}
