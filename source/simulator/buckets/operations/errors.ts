import {AwsError} from '../../operation.ts';
import {RestError} from '../../rest.ts';

/** The refusals of S3, in its words. "Error responses", Amazon S3 API reference. */
export const noSuchBucket = (name: string): AwsError =>
  new RestError('NoSuchBucket', 'The specified bucket does not exist', {
    status: 404,
    details: {BucketName: name},
  });

export const noSuchKey = (key: string): AwsError =>
  new RestError('NoSuchKey', 'The specified key does not exist.', {status: 404, details: {Key: key}});

export const noSuchVersion = (key: string): AwsError =>
  new RestError('NoSuchVersion', 'The specified version does not exist.', {status: 404, details: {Key: key}});

export const noSuchUpload = (): AwsError =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );

export const accessDenied = (headers: Readonly<Record<string, string>> = {}): AwsError =>
  new RestError('AccessDenied', 'Access Denied', {status: 403, headers});

export const elsewhere = (bucket: string, region: string): AwsError =>
  new RestError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    {
      status: 301,
      headers: {'x-amz-bucket-region': region},
      details: {Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket},
    },
  );

export const malformed = (): AwsError =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

export const invalidArgument = (message: string, name?: string, value?: string): AwsError =>
  new RestError('InvalidArgument', message, {
    details: {
      ...(name !== undefined && {ArgumentName: name}),
      ...(value !== undefined && {ArgumentValue: value}),
    },
  });

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message);

/** Of an archived object that was not restored, or of one that needs no restore. */
export const wrongState = (message: string, storageClass: string): AwsError =>
  new RestError('InvalidObjectState', message, {status: 403, details: {StorageClass: storageClass}});

export const versionsNotSimulated = (): AwsError =>
  new AwsError(
    'NotImplemented',
    'The versions of an object can be listed and read here, and not deleted.',
    501,
  );
