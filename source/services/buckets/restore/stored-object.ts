import type {RestoreStatus} from '@aws-sdk/client-s3';

export type StoredObject = {
  readonly key: string;
  readonly bytes: number;
  readonly storageClass: string;
  /** Of INTELLIGENT_TIERING, where HeadObject told: `ARCHIVE_ACCESS`, `DEEP_ARCHIVE_ACCESS`. */
  readonly archiveTier: string | undefined;
  readonly copy: RestoredCopy;
};

/** What there is of an archived object to read: nothing, nothing yet, or a copy until then. */
export type RestoredCopy =
  | {readonly state: 'none'}
  | {readonly state: 'on-its-way'}
  | {readonly state: 'there'; readonly until: number | undefined};

/** As a listing tells it. */
export function copyOf(status: RestoreStatus | undefined): RestoredCopy {
  if (status?.IsRestoreInProgress === true) return {state: 'on-its-way'};
  const until = status?.RestoreExpiryDate?.getTime();
  return until === undefined ? {state: 'none'} : {state: 'there', until};
}

/** As the header `x-amz-restore` tells it: `ongoing-request="false", expiry-date="Fri, 21 Dec 2012 00:00:00 GMT"`. */
export function headCopyOf(header: string | undefined): RestoredCopy {
  if (header === undefined) return {state: 'none'};
  if (/ongoing-request="true"/.test(header)) return {state: 'on-its-way'};
  const said = /expiry-date="([^"]+)"/.exec(header)?.[1];
  const until = said === undefined ? Number.NaN : Date.parse(said);
  return {state: 'there', until: Number.isNaN(until) ? undefined : until};
}

/** Whose archive an object is in: the names of the two classes, for the two archive tiers too. */
export type Archive = 'GLACIER' | 'DEEP_ARCHIVE';

export function archiveOf({storageClass, archiveTier}: StoredObject): Archive | undefined {
  if (storageClass === 'GLACIER' || archiveTier === 'ARCHIVE_ACCESS') return 'GLACIER';
  if (storageClass === 'DEEP_ARCHIVE' || archiveTier === 'DEEP_ARCHIVE_ACCESS') return 'DEEP_ARCHIVE';
  return undefined;
}

/** A copy whose time is over is on its way out, whatever is still listed. */
export const needsRestore = (object: StoredObject, now: number): boolean =>
  archiveOf(object) !== undefined &&
  (object.copy.state === 'none' ||
    (object.copy.state === 'there' && object.copy.until !== undefined && object.copy.until <= now));
