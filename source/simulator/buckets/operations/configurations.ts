import {bucketArn} from '../../arns.ts';
import type {Caller} from '../../operation.ts';
import type {RestAnswer, RestRequest} from '../../rest.ts';
import {element} from '../../wire/xml.ts';
import type {BucketSettings, BucketWorld} from '../shape.ts';
import {findBucket} from './find.ts';
import type {S3Operations} from './operation.ts';
import {textOf} from './parameters.ts';
import {document, escapeKey} from './xml.ts';

/** What S3 lists at once of these. ListBucketInventoryConfigurations, API reference. */
const mostListed = 100;

type Written = {readonly id: string; readonly xml: string};

export const configurationOperations = (world: BucketWorld): S3Operations => ({
  ListBucketIntelligentTieringConfigurations: (request, caller) => {
    const {intelligentTiering} = findBucket(world, request, caller).settings();
    const all = intelligentTiering.map(one => ({id: one.id, xml: tieringXml(one)}));
    return pageOf('ListBucketIntelligentTieringConfigurationsOutput', all, request);
  },
  ListBucketInventoryConfigurations: (request, caller) => {
    const {inventories} = findBucket(world, request, caller).settings();
    const all = inventories.map(one => ({id: one.id, xml: inventoryXml(one, caller)}));
    return pageOf('ListInventoryConfigurationsResult', all, request);
  },
});

function pageOf(name: string, all: readonly Written[], request: RestRequest): RestAnswer {
  const token = textOf(request, 'continuation-token');
  const after = Buffer.from(token, 'base64url').toString('utf8');
  const left = all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).filter(({id}) => token === '' || id > after);
  const page = left.slice(0, mostListed);
  const last = page.at(-1);
  const isCut = page.length < left.length;
  const next = Buffer.from(last?.id ?? '').toString('base64url');
  return document(
    name,
    [
      ...page.map(({xml}) => xml),
      element('IsTruncated', String(isCut)),
      ...(token === '' ? [] : [element('ContinuationToken', escapeKey(token))]),
      ...(isCut ? [element('NextContinuationToken', next)] : []),
    ].join(''),
  );
}

function tieringXml({
  id,
  archiveDays,
  deepArchiveDays,
}: BucketSettings['intelligentTiering'][number]): string {
  const tiers = [
    {days: archiveDays, tier: 'ARCHIVE_ACCESS'},
    {days: deepArchiveDays, tier: 'DEEP_ARCHIVE_ACCESS'},
  ].flatMap(({days, tier}) =>
    days === undefined
      ? []
      : [element('Tiering', element('Days', String(days)) + element('AccessTier', tier))],
  );
  return element(
    'IntelligentTieringConfiguration',
    element('Id', escapeKey(id)) + element('Status', 'Enabled') + tiers.join(''),
  );
}

function inventoryXml(inventory: BucketSettings['inventories'][number], {accountId}: Caller): string {
  const {id, format, frequency, destinationBucket, destinationPrefix} = inventory;
  const {enabled, prefix, versions, fields} = inventory;
  const destination = [
    element('AccountId', accountId),
    element('Bucket', bucketArn(destinationBucket)),
    element('Format', format),
    ...(destinationPrefix === '' ? [] : [element('Prefix', escapeKey(destinationPrefix))]),
  ].join('');
  return element(
    'InventoryConfiguration',
    [
      element('Destination', element('S3BucketDestination', destination)),
      element('IsEnabled', String(enabled)),
      ...(prefix === '' ? [] : [element('Filter', element('Prefix', escapeKey(prefix)))]),
      element('Id', escapeKey(id)),
      element('IncludedObjectVersions', versions),
      element('OptionalFields', fields.map(field => element('Field', field)).join('')),
      element('Schedule', element('Frequency', frequency)),
    ].join(''),
  );
}
