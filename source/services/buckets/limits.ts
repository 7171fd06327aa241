/** ListObjectsV2, ListObjectVersions, ListMultipartUploads, ListParts: entries of one page. API reference. */
export const mostOfPage = 1000;
/** ListBuckets: buckets of one page, once asked for. API reference. */
export const mostBucketsOfPage = 10_000;
/** PutBucketLifecycleConfiguration: rules, and characters of an id. API reference. */
export const mostRules = 1000;
export const mostIdCharacters = 255;
/** Objects below this are not moved by a lifecycle rule since September 2024, unless it says so; IA bills it at least. */
export const smallObjectBytes = 131_072;
/** RestoreObject: requests a second of an account. API reference. */
export const mostRestoresPerSecond = 1000;

export const dayMs = 86_400_000;
