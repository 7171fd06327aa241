import type {PriceName} from './list.ts';

/**
 * At which price the storage types of the daily metrics are billed, and the storage classes of a listing. The 8 KiB
 * that AWS keeps beside each archived object are billed as STANDARD, and so are the parts of unfinished uploads to an
 * archive class. What is in INTELLIGENT_TIERING is billed by its tier, so the class alone has no price.
 */
export const billedAs: ReadonlyMap<string, PriceName> = new Map<string, PriceName>([
  ['STANDARD', 'STANDARD'],
  ['StandardStorage', 'STANDARD'],
  ['REDUCED_REDUNDANCY', 'REDUCED_REDUNDANCY'],
  ['ReducedRedundancyStorage', 'REDUCED_REDUNDANCY'],
  ['STANDARD_IA', 'STANDARD_IA'],
  ['StandardIAStorage', 'STANDARD_IA'],
  ['StandardIASizeOverhead', 'STANDARD_IA'],
  ['StandardIAObjectOverhead', 'STANDARD_IA'],
  ['ONEZONE_IA', 'ONEZONE_IA'],
  ['OneZoneIAStorage', 'ONEZONE_IA'],
  ['OneZoneIASizeOverhead', 'ONEZONE_IA'],
  ['GLACIER_IR', 'GLACIER_IR'],
  ['GlacierInstantRetrievalStorage', 'GLACIER_IR'],
  ['GlacierIRSizeOverhead', 'GLACIER_IR'],
  ['GlacierInstantRetrievalSizeOverhead', 'GLACIER_IR'],
  ['GLACIER', 'GLACIER'],
  ['GlacierStorage', 'GLACIER'],
  ['GlacierObjectOverhead', 'GLACIER'],
  ['GlacierS3ObjectOverhead', 'STANDARD'],
  ['GlacierStagingStorage', 'STANDARD'],
  ['DEEP_ARCHIVE', 'DEEP_ARCHIVE'],
  ['DeepArchiveStorage', 'DEEP_ARCHIVE'],
  ['DeepArchiveObjectOverhead', 'DEEP_ARCHIVE'],
  ['DeepArchiveS3ObjectOverhead', 'STANDARD'],
  ['DeepArchiveStagingStorage', 'STANDARD'],
  ['EXPRESS_ONEZONE', 'EXPRESS_ONEZONE'],
  ['ExpressOneZoneStorage', 'EXPRESS_ONEZONE'],
  ['IntelligentTieringFAStorage', 'STANDARD'],
  ['IntelligentTieringIAStorage', 'INTELLIGENT_TIERING-infrequent'],
  ['IntelligentTieringAIAStorage', 'INTELLIGENT_TIERING-archive-instant'],
  ['IntelligentTieringAAStorage', 'INTELLIGENT_TIERING-archive'],
  ['IntelligentTieringDAAStorage', 'INTELLIGENT_TIERING-deep-archive'],
  ['IntAAObjectOverhead', 'INTELLIGENT_TIERING-archive'],
  ['IntDAAObjectOverhead', 'INTELLIGENT_TIERING-deep-archive'],
  ['IntAAS3ObjectOverhead', 'STANDARD'],
  ['IntDAAS3ObjectOverhead', 'STANDARD'],
]);
