import {createHash} from 'node:crypto';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {InventoryFact} from '../facts.ts';
import {regionOf} from '../requests.ts';
import {readManifest} from './manifest.ts';
import {DamagedReport, type Report} from './report.ts';
import {type Looking, listFolders, type Place, readText} from './requests.ts';
import {isReadable, lacking, unreadableFormat} from './usable.ts';

/** The manifest is written last: of a report that is being written there is only the folder. */
const mostFolders = 3;
const dated = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}Z$/;

/** The newest report of an inventory that can be read, or a sentence why there is none. */
export async function newestReport(
  session: Session,
  source: string,
  inventory: InventoryFact,
  looking: Looking,
): Promise<Outcome<Report | string>> {
  const {id, destinationBucket: bucket, destinationAccount} = inventory;
  const listed = await session.attempt('s3:ListObjectsV2', async clients => {
    looking.onCall();
    const owner = destinationAccount === undefined ? {} : {account: destinationAccount};
    const place = {bucket, region: await regionOf(session, bucket), ...owner};
    for (const base of basesOf(inventory, source)) {
      const found = await listFolders(clients, place, base, looking);
      const folders = found.filter(folder => dated.test(folder.slice(base.length, -1))).toSorted();
      if (folders.length > 0) return {place, folders};
    }
    return {place, folders: []};
  });
  if (!listed.ok) return listed;
  const {place, folders} = listed.value;
  if (folders.length === 0) {
    return {ok: true, value: `Inventory ${id} has no report yet: AWS takes up to 48 hours for the first.`};
  }
  return session.attempt('s3:GetObject', async clients => {
    let newer: string | undefined;
    for (const folder of folders.toReversed().slice(0, mostFolders)) {
      const text = await readText(clients, place, `${folder}manifest.json`, looking);
      const sum = await readText(clients, place, `${folder}manifest.checksum`, looking);
      if (text === undefined || sum === undefined) continue;
      const report = reportOf({text, sum}, place, source, inventory);
      if (typeof report !== 'string') return {...report, newer};
      newer ??= report;
    }
    return newer ?? `Inventory ${id} has no finished report: look whether AWS may still write to ${bucket}.`;
  });
}

/** Of a slash at the end of the prefix AWS writes two; where there is nothing, one. */
function basesOf({id, destinationPrefix: prefix}: InventoryFact, source: string): readonly string[] {
  const own = `${source}/${id}/`;
  if (prefix === '') return [own];
  return prefix.endsWith('/') ? [`${prefix}/${own}`, `${prefix}${own}`] : [`${prefix}/${own}`];
}

function reportOf(
  {text, sum}: {readonly text: string; readonly sum: string},
  place: Place,
  source: string,
  {id, prefix: covers}: InventoryFact,
): Report | string {
  if (createHash('md5').update(text).digest('hex') !== sum.trim().toLowerCase()) {
    return `Inventory ${id}: its newest manifest.json is not what its checksum says: wait for the next report.`;
  }
  try {
    const {source: of, format, createdAt, columns, files} = readManifest(text);
    if (of !== source) return `Inventory ${id}: its report is of another bucket.`;
    if (!isReadable(format)) return unreadableFormat(id, format);
    if (columns.includes('versionid') && !columns.includes('islatest')) {
      return `Inventory ${id} does not say which versions are current: configure it anew.`;
    }
    if (!columns.includes('key')) return `Inventory ${id}: its report names no keys: wait for the next one.`;
    const lacks = lacking(id, columns);
    return lacks ?? {id, ...place, covers, createdAt, format, columns, files, newer: undefined};
  } catch (error) {
    if (error instanceof DamagedReport) return `Inventory ${id}: ${error.message}`;
    throw error;
  }
}
