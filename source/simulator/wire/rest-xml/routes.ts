/** What stands in a query to name a part of a bucket or an object; other parameters only refine a question. */
const parts = [
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metadataConfiguration',
  'metadataTable',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
];

const ofAccount: Readonly<Record<string, string>> = {'GET ': 'ListBuckets'};

const ofBucket: Readonly<Record<string, string>> = {
  'HEAD ': 'HeadBucket',
  'PUT ': 'CreateBucket',
  'DELETE ': 'DeleteBucket',
  'GET ': 'ListObjects',
  'POST delete': 'DeleteObjects',
  'GET location': 'GetBucketLocation',
  'GET lifecycle': 'GetBucketLifecycleConfiguration',
  'PUT lifecycle': 'PutBucketLifecycleConfiguration',
  'DELETE lifecycle': 'DeleteBucketLifecycle',
  'GET versioning': 'GetBucketVersioning',
  'PUT versioning': 'PutBucketVersioning',
  'GET encryption': 'GetBucketEncryption',
  'GET publicAccessBlock': 'GetPublicAccessBlock',
  'GET intelligent-tiering': 'ListBucketIntelligentTieringConfigurations',
  'GET inventory': 'ListBucketInventoryConfigurations',
  'GET uploads': 'ListMultipartUploads',
  'GET versions': 'ListObjectVersions',
};

const ofObject: Readonly<Record<string, string>> = {
  'HEAD ': 'HeadObject',
  'GET ': 'GetObject',
  'PUT ': 'PutObject',
  'DELETE ': 'DeleteObject',
  'POST uploads': 'CreateMultipartUpload',
  'POST restore': 'RestoreObject',
  'PUT uploadId': 'UploadPart',
  'POST uploadId': 'CompleteMultipartUpload',
  'GET uploadId': 'ListParts',
  'DELETE uploadId': 'AbortMultipartUpload',
};

export type Asked = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/** The operation of S3 that a method, a place and a query stand for; what no operation stands for keeps its own words. */
export function operationOf({method, bucket, key, query, headers}: Asked): string {
  const part = parts.find(each => query.has(each)) ?? '';
  const asked = `${method} ${part}`;
  if (bucket === '') return ofAccount[asked] ?? asked;
  if (key === '') {
    // One configuration by its id is another operation than all of them.
    if (part !== '' && query.has('id')) return `${asked} id`;
    if (asked === 'GET ' && query.get('list-type') === '2') return 'ListObjectsV2';
    return ofBucket[asked] ?? asked;
  }
  if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) {
    return part === 'uploadId' ? 'UploadPartCopy' : 'CopyObject';
  }
  return ofObject[asked] ?? asked;
}

/** What IAM calls it, where that is not the operation's own name. "Actions, resources, and condition keys for Amazon S3". */
export const iamActions: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  HeadBucket: 'ListBucket',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListParts: 'ListMultipartUploadParts',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  HeadObject: 'GetObject',
  DeleteObjects: 'DeleteObject',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  ListBucketIntelligentTieringConfigurations: 'GetIntelligentTieringConfiguration',
  ListBucketInventoryConfigurations: 'GetInventoryConfiguration',
};
