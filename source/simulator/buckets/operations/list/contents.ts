import {element} from '../../../wire/xml.ts';
import type {SimulatedObject} from '../../shape.ts';
import {time} from '../xml.ts';

export type ContentsOptions = {
  readonly key: (key: string) => string;
  /** The owner as XML; empty to leave it out. */
  readonly owner: string;
  readonly withRestore: boolean;
};

/** The objects of a page. A thousand at a time, and whole buckets are listed: so this is one long text, put together. */
export function contentsXml(
  items: readonly SimulatedObject[],
  {key, owner, withRestore}: ContentsOptions,
): string {
  const ofAccount = owner === '' ? '' : element('Owner', owner);
  let text = '';
  for (const item of items) {
    text += `<Contents><Key>${key(item.key)}</Key><LastModified>${time(item.modifiedAt)}</LastModified><ETag>&quot;${item.etag}&quot;</ETag><Size>${item.size}</Size>${ofAccount}<StorageClass>${item.storageClass}</StorageClass>${withRestore && item.restore ? restoreXml(item.restore) : ''}</Contents>`;
  }
  return text;
}

function restoreXml({until}: NonNullable<SimulatedObject['restore']>): string {
  const expiry = until === undefined ? '' : element('RestoreExpiryDate', time(until));
  return element('RestoreStatus', element('IsRestoreInProgress', String(until === undefined)) + expiry);
}
