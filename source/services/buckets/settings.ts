import type {
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  ListBucketIntelligentTieringConfigurationsCommandOutput,
  ListBucketInventoryConfigurationsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import type {Session} from '../../aws/session.ts';
import type {BucketDetail, InventoryFact, LifecycleFact, ListedBucket, UploadsFact} from './facts.ts';
import {readConfiguration} from './lifecycle/read-configuration.ts';
import {mostOfPage} from './limits.ts';
import {readVersioning} from './read-versioning.ts';
import {orNone} from './refusal.ts';

type Values = {
  readonly [Name in keyof BucketDetail]-?: NonNullable<NonNullable<BucketDetail[Name]>['value']>;
};

type Asked = {readonly client: S3Client; readonly name: string; readonly signal: AbortSignal};

type Setting<Value> = {
  readonly operation: string;
  readonly ask: (session: Session, bucket: ListedBucket) => Promise<Value>;
};

const setting = <Value>(operation: string, ask: (asked: Asked) => Promise<Value>): Setting<Value> => ({
  operation,
  ask: async ({clients, signal}, {name, region}) => ask({client: await clients.s3(region), name, signal}),
});

/** What is asked of a bucket, each under its own permission: what one of them refuses does not hide the others. */
export const settings: {readonly [Name in keyof Values]: Setting<Values[Name]>} = {
  lifecycle: setting('s3:GetBucketLifecycleConfiguration', readLifecycle),
  versioning: setting('s3:GetBucketVersioning', ({client, name: Bucket, signal}) =>
    readVersioning(client, {Bucket}, signal),
  ),
  encryption: setting('s3:GetBucketEncryption', readEncryption),
  publicAccessBlocked: setting('s3:GetPublicAccessBlock', readPublicAccessBlocked),
  uploads: setting('s3:ListMultipartUploads', readUploads),
  intelligentTiering: setting('s3:ListBucketIntelligentTieringConfigurations', readTiering),
  inventories: setting('s3:ListBucketInventoryConfigurations', readInventories),
};

async function readLifecycle({client, name: Bucket, signal}: Asked): Promise<LifecycleFact> {
  const {rules, minimumObjectSize} = await readConfiguration(client, {Bucket}, signal);
  return {rules, minimumObjectSize};
}

/** How it is encrypted, with the key where it is not S3's own. */
async function readEncryption({client, name, signal}: Asked): Promise<string> {
  const {GetBucketEncryptionCommand} = await import('@aws-sdk/client-s3');
  return orNone('none', async () => {
    const answer = await client.send(new GetBucketEncryptionCommand({Bucket: name}), {abortSignal: signal});
    const by = answer.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    return [by?.SSEAlgorithm ?? 'none', by?.KMSMasterKeyID].filter(word => word !== undefined).join(' ');
  });
}

async function readPublicAccessBlocked({client, name, signal}: Asked): Promise<boolean> {
  const {GetPublicAccessBlockCommand} = await import('@aws-sdk/client-s3');
  return orNone(false, async () => {
    const answer = await client.send(new GetPublicAccessBlockCommand({Bucket: name}), {abortSignal: signal});
    const block = answer.PublicAccessBlockConfiguration;
    return [
      block?.BlockPublicAcls,
      block?.IgnorePublicAcls,
      block?.BlockPublicPolicy,
      block?.RestrictPublicBuckets,
    ].every(isOn => isOn === true);
  });
}

/** Of the first page only, and none of its keys is kept. */
async function readUploads({client, name, signal}: Asked): Promise<UploadsFact> {
  const {ListMultipartUploadsCommand} = await import('@aws-sdk/client-s3');
  // A key can hold characters that XML cannot: they are asked for as a URL has them.
  const answer = await client.send(
    new ListMultipartUploadsCommand({Bucket: name, MaxUploads: mostOfPage, EncodingType: 'url'}),
    {abortSignal: signal},
  );
  const begun = (answer.Uploads ?? []).flatMap(({Initiated: at}) => at?.getTime() ?? []);
  return {
    count: answer.Uploads?.length ?? 0,
    more: answer.IsTruncated === true,
    oldestAt: begun.length === 0 ? undefined : Math.min(...begun),
  };
}

/** Archive tiers that are on, in words. */
async function readTiering({client, name, signal}: Asked): Promise<readonly string[]> {
  const {ListBucketIntelligentTieringConfigurationsCommand} = await import('@aws-sdk/client-s3');
  const found: IntelligentTieringConfiguration[] = [];
  let next: string | undefined;
  do {
    const page: ListBucketIntelligentTieringConfigurationsCommandOutput = await orNone(
      {$metadata: {}},
      async () =>
        client.send(
          new ListBucketIntelligentTieringConfigurationsCommand({
            Bucket: name,
            ...(next === undefined ? {} : {ContinuationToken: next}),
          }),
          {abortSignal: signal},
        ),
    );
    found.push(...(page.IntelligentTieringConfigurationList ?? []));
    next = page.NextContinuationToken;
  } while (next !== undefined && next !== '');
  return found
    .filter(({Status: status}) => status === 'Enabled')
    .flatMap(({Tierings: tierings = [], Filter: filter}) =>
      tierings.map(({AccessTier: tier, Days: days}) => {
        const where = filter === undefined ? '' : ', some objects';
        return `${tier ?? 'archive'} after ${days ?? '?'} days${where}`;
      }),
    );
}

async function readInventories({client, name, signal}: Asked): Promise<readonly InventoryFact[]> {
  const {ListBucketInventoryConfigurationsCommand} = await import('@aws-sdk/client-s3');
  const found: InventoryConfiguration[] = [];
  let next: string | undefined;
  do {
    const page: ListBucketInventoryConfigurationsCommandOutput = await orNone({$metadata: {}}, async () =>
      client.send(
        new ListBucketInventoryConfigurationsCommand({
          Bucket: name,
          ...(next === undefined ? {} : {ContinuationToken: next}),
        }),
        {abortSignal: signal},
      ),
    );
    found.push(...(page.InventoryConfigurationList ?? []));
    next = page.NextContinuationToken;
  } while (next !== undefined && next !== '');
  return found.map(inventoryOf);
}

function inventoryOf(configuration: InventoryConfiguration): InventoryFact {
  const to = configuration.Destination?.S3BucketDestination;
  return {
    id: configuration.Id ?? '',
    enabled: configuration.IsEnabled === true,
    format: to?.Format ?? 'unknown',
    frequency: configuration.Schedule?.Frequency ?? 'unknown',
    destinationBucket: (to?.Bucket ?? '').replace(/^arn:[^:]*:s3:::/, ''),
    ...(to?.AccountId ? {destinationAccount: to.AccountId} : {}),
    destinationPrefix: to?.Prefix ?? '',
    prefix: configuration.Filter?.Prefix ?? '',
    versions: configuration.IncludedObjectVersions === 'All' ? 'All' : 'Current',
    fields: configuration.OptionalFields ?? [],
  };
}
