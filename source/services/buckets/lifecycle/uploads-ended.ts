import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {dayMs} from '../limits.ts';
import {listUploads} from '../uploads/requests.ts';
import {scopeOf} from './scope.ts';

/** Unfinished uploads that are old enough for a rule now. */
export type UploadsEnded = {
  readonly count: number;
  /** There are more than the one page that was read. */
  readonly more: boolean;
};

/** Undefined where the rule ends none. */
export async function readUploadsEnded(
  session: Session,
  target: ActionTarget,
  rule: AwsRule | undefined,
  signal: AbortSignal,
): Promise<Outcome<UploadsEnded> | undefined> {
  const days = rule?.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  if (rule?.Status !== 'Enabled' || days === undefined) return undefined;
  return session.attempt('s3:ListMultipartUploads', async clients => {
    const page = await listUploads(clients, target, scopeOf(rule).prefix, undefined, signal);
    const before = session.clock.now() - days * dayMs;
    const count = page.uploads.filter(({initiatedAt}) => initiatedAt <= before).length;
    return {count, more: page.more};
  });
}

/** What it does to whoever is still uploading. S3 user guide, "Aborting incomplete multipart uploads". */
export function uploadsText(
  rule: AwsRule,
  ended: Outcome<UploadsEnded> | undefined,
): readonly [string] | readonly [] {
  const abort = rule.AbortIncompleteMultipartUpload;
  if (!abort) return [];
  const {DaysAfterInitiation: days} = abort;
  const after = days === undefined ? 'a time that is not told' : `${days} ${days === 1 ? 'day' : 'days'}`;
  return [
    `AWS counts from the start of an upload, not from its last part: what is still being written after ${after} is aborted too${countText(ended)}.`,
  ];
}

function countText(ended: Outcome<UploadsEnded> | undefined): string {
  if (!ended) return '';
  if (!ended.ok) return `; how many are as old now is unknown: ${ended.problem.sentence.replace(/\.$/u, '')}`;
  const {count, more} = ended.value;
  const many = count.toLocaleString('en-US');
  if (more) return `; of the first 1,000 uploads ${many} ${count === 1 ? 'is' : 'are'} as old now`;
  return `; ${count === 0 ? 'none is' : count === 1 ? '1 upload is' : `${many} uploads are`} as old now`;
}
