import type {Outcome, Problem} from '../../aws/problem.ts';
import type {Session} from '../../aws/session.ts';
import {didYouMean} from '../../text/nearest.ts';
import type {Located} from '../service.ts';
import {isDirectoryBucket} from './directory.ts';

/** The bucket of that name or ARN, wherever it is; a bucket has no parts. */
export async function locate(
  session: Session,
  typed: string,
  part: string | undefined,
): Promise<Outcome<Located>> {
  if (part !== undefined) return refused('NoParts', `A bucket has no parts: leave "${part}" out.`);
  const [, name = typed] = /^arn:[^:]*:(?:s3:::|s3express:[^:]*:[^:]*:bucket\/)([^/]+)$/.exec(typed) ?? [];
  if (isDirectoryBucket(name)) {
    return refused(
      'DirectoryBucket',
      `${name} is a directory bucket, and hotshard works on general purpose buckets only: use the AWS CLI for it.`,
    );
  }
  if (!/^[a-zA-Z0-9._-]{3,255}$/.test(name)) {
    return refused('NoSuchBucket', `"${name}" cannot be the name of a bucket: give its name or its ARN.`);
  }
  const {bucketArn, regionOf} = await import('./requests.ts');
  const found = await session.attempt('s3:HeadBucket', () => regionOf(session, name));
  if (found.ok) {
    return {ok: true, value: {arn: bucketArn(name, found.value), resource: name, region: found.value}};
  }
  const {code} = found.problem;
  return /NotFound|NoSuchBucket/.test(code) ? notThere(session, name) : found;
}

async function notThere(session: Session, name: string): Promise<Outcome<Located>> {
  const {listBuckets} = await import('./requests.ts');
  const listed = await session.attempt('s3:ListBuckets', () => listBuckets(session));
  const names = listed.ok ? listed.value.map(bucket => bucket.name) : [];
  return refused('NoSuchBucket', `There is no bucket named ${name}.${didYouMean(name, names)}`);
}

function refused(code: Problem['code'], sentence: string): Outcome<Located> {
  return {ok: false, problem: {missing: 'failed', code, sentence}};
}
