/**
 * Buckets of S3 Express One Zone are called so, and live at endpoints of their own. S3 user guide, "Directory bucket
 * naming rules".
 */
export const isDirectoryBucket = (name: string): boolean => name.endsWith('--x-s3');
