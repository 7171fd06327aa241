import {AwsError} from '../../operation.ts';
import {element} from '../../wire/xml.ts';
import type {BucketWorld, SimulatedBucket} from '../shape.ts';
import {invalidArgument, noSuchBucket} from './errors.ts';
import {admit, findBucket} from './find.ts';
import type {S3Operations} from './operation.ts';
import {bodyOf, childText, countOf, textOf} from './parameters.ts';
import {document, escapeKey, owner, time} from './xml.ts';

const mostListed = 10_000;
const validName = /^(?!xn--|sthree-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const bucketOperations = (world: BucketWorld): S3Operations => ({
  ListBuckets: (request, caller) => {
    const parameters = ['max-buckets', 'continuation-token', 'prefix', 'bucket-region'];
    // Regions come only with a question that has at least one of these.
    const isRefined = parameters.some(name => request.query.has(name));
    const region = request.query.get('bucket-region');
    if (region !== null && region !== caller.region) {
      throw invalidArgument('The bucket-region must be the region of the endpoint', 'bucket-region', region);
    }
    const most = countOf(request, 'max-buckets', mostListed);
    if (most < 1) throw invalidArgument('max-buckets must be between 1 and 10000', 'max-buckets', '0');
    const prefix = textOf(request, 'prefix');
    const after = Buffer.from(textOf(request, 'continuation-token'), 'base64url').toString('utf8');
    const found = world
      .all()
      .filter(({name}) => name.startsWith(prefix) && name > after)
      .filter(bucket => region === null || bucket.region === region)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const page = found.slice(0, most);
    const last = page.at(-1)?.name ?? '';
    const token = page.length < found.length ? Buffer.from(last).toString('base64url') : undefined;
    return document(
      'ListAllMyBucketsResult',
      [
        element('Owner', owner(caller.accountId)),
        element('Buckets', page.map(bucket => listed(bucket, isRefined)).join('')),
        ...(token === undefined ? [] : [element('ContinuationToken', token)]),
        ...(prefix === '' ? [] : [element('Prefix', escapeKey(prefix))]),
      ].join(''),
    );
  },
  HeadBucket: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    return {
      headers: {
        'x-amz-bucket-region': bucket.region,
        'x-amz-bucket-arn': `arn:aws:s3:::${bucket.name}`,
        'x-amz-access-point-alias': 'false',
      },
    };
  },
  // Any region may ask this.
  GetBucketLocation: (request, caller) => {
    const bucket = world.bucket(request.Bucket);
    if (!bucket) throw noSuchBucket(request.Bucket);
    admit(bucket, request, caller);
    return document('LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region);
  },
  CreateBucket: (request, caller) => {
    const {Bucket: name, body} = request;
    const region =
      body.length === 0
        ? 'us-east-1'
        : (childText(bodyOf(request, 'CreateBucketConfiguration'), 'LocationConstraint') ?? 'us-east-1');
    if (!validName.test(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
    if (region !== caller.region) {
      const which = body.length === 0 ? 'unspecified' : region;
      throw new AwsError(
        'IllegalLocationConstraintException',
        `The ${which} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    }
    const known = world.bucket(name);
    if (known && (known.region !== region || region !== 'us-east-1')) {
      throw new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
      );
    }
    if (!known) world.create(name, region);
    return {headers: {location: `/${name}`}};
  },
  DeleteBucket: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    if (!isEmpty(bucket))
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
    world.remove(bucket.name);
    return {status: 204};
  },
});

function isEmpty(bucket: SimulatedBucket): boolean {
  const [first] = bucket.versions({prefix: '', after: ''});
  return first === undefined;
}

const listed = ({name, createdAt, region}: SimulatedBucket, withRegion: boolean): string =>
  element(
    'Bucket',
    element('Name', name) +
      element('CreationDate', time(createdAt)) +
      (withRegion ? element('BucketRegion', region) : ''),
  );
