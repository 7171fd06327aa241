import type {BatchResultErrorEntry} from '@aws-sdk/client-sqs';
import type {Problem} from '../../../aws/problem.ts';

/** AWS's own failures leave open whether it was done; a throttled entry was not looked at. */
export const isCertain = ({SenderFault: ours, Code: code = ''}: BatchResultErrorEntry): boolean =>
  ours === true || /throttl/i.test(code);

/** What AWS said of one entry of a batch, in words. */
export function entryProblem(entry: BatchResultErrorEntry): Problem {
  const code = entry.Code ?? 'Unknown';
  const message = (entry.Message ?? '').replace(/\s+/g, ' ').trim().slice(0, 200).replace(/\.$/, '');
  const said = message === '' ? code : `${message} (${code})`;
  return {
    missing: /throttl/i.test(code) ? 'throttled' : 'failed',
    code,
    sentence: `AWS refused a message: ${said}.`,
    message,
    ...(isCertain(entry) ? {} : {uncertain: true}),
  };
}
