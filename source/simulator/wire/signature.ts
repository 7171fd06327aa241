import {AwsError} from '../operation.ts';
import type {WireRequest} from './message.ts';
import type {Service} from './services.ts';

/** Who signed, for where and when; the signature itself is taken on trust. */
type Signed = {
  readonly accessKeyId: string;
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** As written: `20261127T120400Z`. */
  readonly date: string;
  /** How long a presigned request is good for. */
  readonly lifetimeSeconds: number | undefined;
};

export type Door = {
  readonly regions: readonly string[];
  readonly accessKeyId: string;
  /** Spans of time that count as now, each with its own grace of five minutes. */
  readonly nows: () => readonly {readonly from: number; readonly to: number}[];
};

const graceMs = 5 * 60_000;

/** Checks what AWS checks before an operation sees the request. Gives the region that was asked. */
export function checkSignature(request: WireRequest, service: Service, door: Door): string {
  const signed = readSigned(request);
  if (signed.terminator !== 'aws4_request') {
    throw invalid(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${signed.terminator}'.`,
    );
  }
  if (!door.regions.includes(signed.region)) throw invalid('Credential should be scoped to a valid region.');
  if (signed.service !== service.signingName) {
    throw invalid(`Credential should be scoped to correct service: '${service.signingName}'.`);
  }
  if (signed.scopeDate !== signed.date.slice(0, 8)) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signed.scopeDate}' != '${signed.date.slice(0, 8)}', from '${signed.date}'.`,
    );
  }
  checkDate(signed, door);
  if (signed.accessKeyId !== door.accessKeyId) {
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  return signed.region;
}

function readSigned(request: WireRequest): Signed {
  const header = request.headers.authorization;
  if (header !== undefined) return fromHeader(request, header);
  if (request.query.has('X-Amz-Signature') || request.query.has('X-Amz-Credential'))
    return fromQuery(request.query);
  throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
}

function fromHeader(request: WireRequest, header: string): Signed {
  const parts = new Map(
    header
      .replace(/^AWS4-HMAC-SHA256\s+/, '')
      .split(',')
      .map(part => part.trim().split('=', 2))
      .map(([name = '', value = '']) => [name, value] as const),
  );
  const lacking = ['Credential', 'Signature', 'SignedHeaders'].filter(name => !parts.get(name));
  const date = request.headers['x-amz-date'] ?? request.headers.date;
  const wanted = [
    ...lacking.map(name => `Authorization header requires '${name}' parameter.`),
    ...(date === undefined
      ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]
      : []),
  ];
  if (wanted.length > 0 || date === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      `${wanted.join(' ')} Authorization=${header.split(' ', 1)[0]}`,
    );
  }
  return {...readScope(parts.get('Credential') ?? ''), date: compactDate(date), lifetimeSeconds: undefined};
}

function fromQuery(query: URLSearchParams): Signed {
  const names = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'X-Amz-Date',
  ];
  const lacking = names.filter(name => !query.get(name));
  if (lacking.length > 0) {
    throw new AwsError(
      'IncompleteSignatureException',
      lacking.map(name => `AWS query-string parameters must include '${name}'.`).join(' '),
    );
  }
  return {
    ...readScope(query.get('X-Amz-Credential') ?? ''),
    date: compactDate(query.get('X-Amz-Date') ?? ''),
    lifetimeSeconds: query.has('X-Amz-Expires') ? Number(query.get('X-Amz-Expires')) : undefined,
  };
}

function readScope(credential: string): Omit<Signed, 'date' | 'lifetimeSeconds'> {
  const [accessKeyId, scopeDate, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !scopeDate || !region || !service || !terminator || rest.length > 0) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return {accessKeyId, scopeDate, region, service, terminator};
}

function checkDate(signed: Signed, door: Door): void {
  const at = Date.parse(
    signed.date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  if (Number.isNaN(at)) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${signed.date}'.`,
    );
  }
  const lastsMs = (signed.lifetimeSeconds ?? 0) * 1000;
  const nows = door.nows();
  if (nows.some(now => at <= now.to + graceMs && at + lastsMs >= now.from - graceMs)) return;
  const now = nows[0]?.to ?? at;
  const edge = at < now ? now - graceMs : now + graceMs;
  const [sign, words] = at < now ? ['-', 'expired'] : ['+', 'not yet current'];
  const relation = at < now ? 'now earlier than' : 'still later than';
  throw invalid(
    `Signature ${words}: ${signed.date} is ${relation} ${stamp(edge)} (${stamp(now)} ${sign} 5 min.)`,
  );
}

/** `Date` headers are written in words; the signature's own form is compact. */
function compactDate(text: string): string {
  if (/^\d{8}T\d{6}Z$/.test(text)) return text;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : stamp(time);
}

const stamp = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

const invalid = (message: string): AwsError => new AwsError('InvalidSignatureException', message);
