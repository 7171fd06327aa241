import type {Problem} from '../../../aws/problem.ts';
import {isGone} from '../dead-letters.ts';
import {mostInFlight, purgeEverySeconds} from '../limits.ts';

type Refusal = {readonly is: (code: string) => boolean; readonly sentence: (queue: string) => string};

const named = (pattern: RegExp) => (code: string) => pattern.test(code);

/** ReceiveMessage, SendMessageBatch, DeleteMessageBatch, PurgeQueue, API reference, "Errors". */
const refusals: readonly Refusal[] = [
  {is: isGone, sentence: queue => `AWS refused: ${queue} is not there any more; refresh.`},
  {
    is: named(/OverLimit/),
    sentence: queue =>
      `AWS refused: ${queue} has ${mostInFlight} messages in flight, and no more can be received; wait until some have come back.`,
  },
  {
    is: named(/KmsAccessDenied|KMS\.?AccessDenied/i),
    sentence: queue =>
      `AWS refused: the KMS key of ${queue} may not be used; ask for kms:Decrypt, and for kms:GenerateDataKey where messages are sent.`,
  },
  {
    is: named(/Kms|KMS/),
    sentence: queue => `AWS refused: the KMS key of ${queue} cannot be used; is it enabled, and still there?`,
  },
  {
    is: named(/PurgeQueueInProgress/),
    sentence: queue =>
      `AWS refused: ${queue} was purged less than ${purgeEverySeconds} s ago; wait so long, then look whether it is needed again.`,
  },
  {
    is: named(/AWS\.SimpleQueueService\.RequestThrottled|RequestThrottled/),
    sentence: queue => `AWS throttles requests to ${queue}: wait a minute, then do the rest.`,
  },
];

/** What AWS refused, in one sentence that says what to do; other problems stay what they are. */
export function refusalOf(problem: Problem, queue: string): Problem {
  const known = refusals.find(({is}) => is(problem.code));
  return known ? {...problem, sentence: known.sentence(queue)} : problem;
}
