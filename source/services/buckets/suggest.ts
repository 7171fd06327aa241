import type {Finding} from '../../monitor/schema.ts';
import type {Advice, Bucket} from './model.ts';

type Suggestion = NonNullable<Finding['suggest']>;

/** The rule that an advice would add. */
export function suggestAdvice({name, region}: Bucket, advice: Advice | undefined): Suggestion | null {
  if (!advice?.action) return null;
  const {id, options} = advice.action;
  return {
    action: id,
    args: {bucket: name, ...options},
    cli: `aws s3api get-bucket-lifecycle-configuration --bucket ${name} --region ${region}`,
  };
}

/** What is of which age is not known until its objects were counted. */
export const suggestScan = ({name, region}: Bucket): Suggestion => ({
  action: 'buckets.scan',
  args: {bucket: name},
  cli: `aws s3 ls s3://${name} --recursive --summarize --region ${region}`,
});

export const suggestAbort = ({name, region}: Bucket, days: number): Suggestion => ({
  action: 'buckets.abort-uploads',
  args: {bucket: name, 'older-than': String(Math.max(1, Math.ceil(days)))},
  cli: `aws s3api list-multipart-uploads --bucket ${name} --region ${region}`,
});
