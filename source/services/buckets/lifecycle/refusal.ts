import type {Problem} from '../../../aws/problem.ts';

/** What AWS refused, in one sentence that says what to do; other problems stay what they are. */
export function refusalOf(problem: Problem, doing: 'read' | 'write', bucket: string): Problem {
  const sentence = sentenceOf(problem, doing, bucket);
  return sentence === undefined ? problem : {...problem, sentence};
}

/** PutBucketLifecycleConfiguration, API reference; "Error responses". */
function sentenceOf({code, missing, message}: Problem, doing: 'read' | 'write', bucket: string) {
  if (code === 'NoSuchBucket') return `${bucket} is not there any more: refresh.`;
  if (missing === 'denied') {
    return doing === 'read'
      ? `Not allowed to read the lifecycle of ${bucket}: ask for s3:GetLifecycleConfiguration on it.`
      : `Not allowed to change the lifecycle of ${bucket}: ask for s3:PutLifecycleConfiguration on it.`;
  }
  if (doing === 'write' && /^(MalformedXML|InvalidRequest|InvalidArgument)$/u.test(code)) {
    return `AWS refused the rule, and nothing was changed${message ? ` (${message.replace(/\.$/u, '')})` : ''}: change what it says, then plan again.`;
  }
  return undefined;
}
