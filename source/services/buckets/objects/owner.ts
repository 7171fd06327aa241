import type {ActionTarget} from '../../../actions/plan.ts';

/** Names the bucket and whose it has to be: a bucket's name can pass to somebody else. */
export const bucketAndOwner = ({resource, account}: Pick<ActionTarget, 'resource' | 'account'>) => ({
  Bucket: resource,
  ...(account === '' ? {} : {ExpectedBucketOwner: account}),
});
