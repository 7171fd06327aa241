import type {Problem} from '../../../aws/problem.ts';

type Refusal = {
  readonly code: RegExp;
  /** In AWS's own words, where one code says several things. */
  readonly message?: RegExp;
  readonly sentence: (queue: string) => string;
};

/** StartMessageMoveTask and CancelMessageMoveTask, API reference, "Errors". */
const refusals: readonly Refusal[] = [
  {
    code: /./,
    message: /already a task running/i,
    sentence: queue =>
      `AWS refused: a task is moving messages out of ${queue} already; wait until it ends, or cancel it (queues.cancel ${queue}).`,
  },
  {
    code: /./,
    message: /configured as a Dead Letter Queue/i,
    sentence: queue =>
      `AWS refused: ${queue} is no SQS queue's dead-letter queue; move messages by hand (queues.pick ${queue} --to QUEUE).`,
  },
  {
    code: /ResourceNotFound/,
    message: /DestinationArn/i,
    sentence: () =>
      'AWS refused: the queue that messages should go to is not there any more; name one that is (--to QUEUE).',
  },
  {
    code: /ResourceNotFound/,
    message: /task/i,
    sentence: queue => `AWS knows no such task of ${queue} any more: it has ended.`,
  },
  {
    code: /ResourceNotFound|NonExistentQueue|QueueDoesNotExist/,
    sentence: queue => `AWS refused: ${queue} is not there any more; refresh.`,
  },
  {
    code: /LimitExceeded|UnsupportedOperation/,
    message: /active|limit/i,
    sentence: () => 'AWS refused: 100 move tasks run in the account already; wait until one ends.',
  },
  {
    code: /KMS|Kms/,
    sentence: queue =>
      `AWS refused: the KMS key of ${queue} or of where its messages go cannot be used; ask for kms:Decrypt and kms:GenerateDataKey.`,
  },
  {
    code: /AccessDenied|NotAuthorized/,
    sentence: queue =>
      `Not allowed to move messages out of ${queue}: ask for sqs:StartMessageMoveTask, sqs:ReceiveMessage and sqs:DeleteMessage on it, and sqs:SendMessage where they go.`,
  },
];

/** What AWS refused, in one sentence that says what to do; other problems stay what they are. */
export function refusalOf(problem: Problem, queue: string): Problem {
  const words = problem.message ?? problem.sentence;
  const known = refusals.find(
    ({code, message}) => code.test(problem.code) && (message === undefined || message.test(words)),
  );
  return known ? {...problem, sentence: known.sentence(queue)} : problem;
}

/** The FailureReason of a task, in a sentence. */
export function failureText(reason: string | undefined, queue: string): string {
  if (reason === undefined) return 'AWS ended the task and does not say why.';
  if (/NonExistentQueue/.test(reason)) {
    return `AWS ended the task: a queue that messages of ${queue} belong to is gone; name another one (--to QUEUE).`;
  }
  if (/KMS/i.test(reason)) {
    return `AWS ended the task: a KMS key cannot be used (${reason}); ask for kms:Decrypt and kms:GenerateDataKey.`;
  }
  if (/AccessDenied/i.test(reason)) {
    return `AWS ended the task: not allowed (${reason}); ask for sqs:SendMessage on the queues that messages go to.`;
  }
  return `AWS ended the task: ${reason}.`;
}
