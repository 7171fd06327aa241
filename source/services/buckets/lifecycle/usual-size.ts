/** What a configuration has that says nothing of it. PutBucketLifecycleConfiguration, API reference. */
export const usualSize = 'all_storage_classes_128K';

/** Whether a configuration that is made anew lacks the size of this one. */
export const isSizeSpecial = (minimumObjectSize: string | undefined): boolean =>
  minimumObjectSize !== undefined && minimumObjectSize !== usualSize;
