import {createHash} from 'node:crypto';

export type Receipt = {readonly messageId: string; readonly number: number};

const seal = (queue: string, {messageId, number}: Receipt): string =>
  createHash('sha256').update(`${queue}/${messageId}/${number}`).digest('hex').slice(0, 24);

/** The handle of one receive of a message from a queue. */
export const receiptHandle = (queue: string, receipt: Receipt): string =>
  Buffer.from(`${receipt.messageId}/${receipt.number}/${seal(queue, receipt)}`).toString('base64');

/** Undefined: it is none of this queue's. */
export function readReceipt(queue: string, handle: string): Receipt | undefined {
  const [messageId = '', number = '', sealed] = Buffer.from(handle, 'base64').toString('utf8').split('/');
  const receipt = {messageId, number: Number(number)};
  return sealed === seal(queue, receipt) ? receipt : undefined;
}
