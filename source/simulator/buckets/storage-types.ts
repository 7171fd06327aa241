import {dayMs} from './days.ts';
import type {Piece} from './pieces.ts';
import type {BucketSettings} from './shape.ts';

const smallBytes = 131_072;
/** What an archived object takes up besides itself: at the price of its class, and at that of STANDARD. */
const indexBytes = 32_768;
const nameBytes = 8_192;

type Add = (storageType: string, bytes: number) => void;
type Archive = {readonly storage: string; readonly index: string; readonly name: string};

const plain: ReadonlyMap<string, string> = new Map([
  ['STANDARD', 'StandardStorage'],
  ['REDUCED_REDUNDANCY', 'ReducedRedundancyStorage'],
]);
/** Below 128 KiB, these are billed as if they had it: the rest is a storage type of its own. */
const padded: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['STANDARD_IA', ['StandardIAStorage', 'StandardIASizeOverhead']],
  ['ONEZONE_IA', ['OneZoneIAStorage', 'OneZoneIASizeOverhead']],
  ['GLACIER_IR', ['GlacierInstantRetrievalStorage', 'GlacierIRSizeOverhead']],
]);
const archives: ReadonlyMap<string, Archive> = new Map([
  ['GLACIER', {storage: 'GlacierStorage', index: 'GlacierObjectOverhead', name: 'GlacierS3ObjectOverhead'}],
  [
    'DEEP_ARCHIVE',
    {storage: 'DeepArchiveStorage', index: 'DeepArchiveObjectOverhead', name: 'DeepArchiveS3ObjectOverhead'},
  ],
]);
const archivedTier: Archive = {
  storage: 'IntelligentTieringAAStorage',
  index: 'IntAAObjectOverhead',
  name: 'IntAAS3ObjectOverhead',
};
const deepTier: Archive = {
  storage: 'IntelligentTieringDAAStorage',
  index: 'IntDAAObjectOverhead',
  name: 'IntDAAS3ObjectOverhead',
};

/** Days without a read after which INTELLIGENT_TIERING moves an object; nobody reads one of these. */
export type Tiers = {
  readonly infrequent: number;
  readonly instant: number;
  readonly archive: number | undefined;
  readonly deepArchive: number | undefined;
};

export function tiersOf(configurations: BucketSettings['intelligentTiering']): Tiers {
  const first = (days: readonly (number | undefined)[]) => {
    const known = days.filter(each => each !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  return {
    infrequent: 30,
    instant: 90,
    archive: first(configurations.map(({archiveDays}) => archiveDays)),
    deepArchive: first(configurations.map(({deepArchiveDays}) => deepArchiveDays)),
  };
}

export type ArchiveTier = 'ARCHIVE_ACCESS' | 'DEEP_ARCHIVE_ACCESS';

/** The archive tier of INTELLIGENT_TIERING that an object is in, as HeadObject tells it. */
export function archiveTierOf(size: number, tiers: Tiers, ageDays: number): ArchiveTier | undefined {
  const tier = tierOf(size, tiers, ageDays);
  if (tier === deepTier) return 'DEEP_ARCHIVE_ACCESS';
  return tier === archivedTier ? 'ARCHIVE_ACCESS' : undefined;
}

export const agesOf = (tiers: Tiers): number[] => Object.values(tiers).filter(age => age !== undefined);

/** Adds up a piece as BucketSizeBytes tells it, with what is billed besides the bytes themselves. */
export function addStored(piece: Piece, tiers: Tiers, day: number, add: Add): void {
  const {storageClass, size, times, writtenAt} = piece;
  if (storageClass === undefined) return;
  if (storageClass === 'INTELLIGENT_TIERING') {
    const tier = tierOf(size, tiers, (day - writtenAt) / dayMs);
    if (typeof tier === 'string') add(tier, size * times);
    else addArchived(tier, size, times, add);
    return;
  }
  const archive = archives.get(storageClass);
  if (archive) {
    addArchived(archive, size, times, add);
    return;
  }
  const [storage, padding] = padded.get(storageClass) ?? [plain.get(storageClass) ?? 'StandardStorage'];
  add(storage, size * times);
  if (padding !== undefined && size < smallBytes) add(padding, (smallBytes - size) * times);
}

function addArchived({storage, index, name}: Archive, size: number, times: number, add: Add): void {
  add(storage, size * times);
  add(index, indexBytes * times);
  add(name, nameBytes * times);
}

/** Objects below 128 KiB are never moved. */
function tierOf(size: number, tiers: Tiers, ageDays: number): string | Archive {
  if (size < smallBytes) return 'IntelligentTieringFAStorage';
  if (tiers.deepArchive !== undefined && ageDays >= tiers.deepArchive) return deepTier;
  if (tiers.archive !== undefined && ageDays >= tiers.archive) return archivedTier;
  if (ageDays >= tiers.instant) return 'IntelligentTieringAIAStorage';
  return ageDays >= tiers.infrequent ? 'IntelligentTieringIAStorage' : 'IntelligentTieringFAStorage';
}
