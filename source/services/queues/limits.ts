/** SQS, "Amazon SQS message quotas": a standard queue holds so many in flight; a FIFO queue as well. */
export const mostInFlight = 120_000;
/** ReceiveMessage, SendMessageBatch, DeleteMessageBatch: messages in one request. API reference. */
export const mostInBatch = 10;
/** Bytes of all messages of one SendMessageBatch together. API reference. */
export const mostBatchBytes = 1_048_576;
/** PurgeQueue: one in so many seconds. API reference. */
export const purgeEverySeconds = 60;
/** StartMessageMoveTask, API reference: messages a second, hours that a task runs, tasks of an account. */
export const mostMovesPerSecond = 500;
export const mostTaskHours = 36;
export const mostTasks = 100;
/** ListMessageMoveTasks lists one unless asked for more, and at most so many. API reference. */
export const mostListedTasks = 10;
/** After so many receives a standard queue moves a message to its back, out of the age metric. Monitoring guide. */
export const receivesUntilBack = 3;
/** A message sent again with the same deduplication id within this time is dropped. FIFO guide. */
export const deduplicationSeconds = 300;
/** SQS pricing, us-east-1, US dollars a request of up to 64 KiB, beyond the first million a month. */
export const usdPerRequest = 0.000_000_4;
export const usdPerFifoRequest = 0.000_000_5;
