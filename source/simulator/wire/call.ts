import {AwsError, type Json} from '../operation.ts';
import {parseForm} from './form.ts';
import type {WireRequest} from './message.ts';
import {isForS3, s3Call} from './rest-xml/recognise.ts';
import {type Route, type Service, services} from './services.ts';

type Protocol = 'json-1.0' | 'json-1.1' | 'query' | 'rest-json' | 'rest-xml';

/** What a request asks for, before it is known whether it may. */
export type Call = {
  /** Undefined when the request names none that is known: the answer is then an error. */
  readonly service: Service | undefined;
  readonly operation: string;
  readonly protocol: Protocol;
  /** The client asks for the error names of the query protocol beside those of JSON. */
  readonly queryMode: boolean;
  readonly input: () => Json;
};

/** Recognises the service, the operation and the protocol that the client speaks. */
export function recognise(request: WireRequest): Call {
  if (isForS3(request)) return {...s3Call(request), service: s3, protocol: 'rest-xml', queryMode: false};
  const target = request.headers['x-amz-target'];
  const rest = target === undefined ? restCall(request) : undefined;
  if (rest) return rest;
  if (target === undefined && speaksQuery(request)) return queryCall(request);
  const [prefix = '', operation = ''] = (target ?? '').split('.');
  const service = services.find(each => each.target === prefix);
  return {
    service,
    operation,
    protocol: request.headers['content-type']?.includes('json-1.0') ? 'json-1.0' : 'json-1.1',
    queryMode: request.headers['x-amzn-query-mode'] === 'true',
    input: () => ({...resourceOf(service, request), ...parseJson(request.body)}),
  };
}

const s3 = services.find(({name}) => name === 's3');

/** A service that speaks REST with JSON is recognised by its paths; older clients end them with a slash. */
function restCall(request: WireRequest): Call | undefined {
  const path = request.path.replace(/(?<=.)\/$/, '');
  for (const service of services) {
    const route = service.routes?.find(each => each.method === request.method && each.path === path);
    if (!route) continue;
    return {
      service,
      operation: route.operation,
      protocol: 'rest-json',
      queryMode: false,
      input: () => parseQuery(route, request.query),
    };
  }
  return undefined;
}

function parseQuery({numbers}: Route, query: URLSearchParams): Json {
  const members = [...query].map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]);
  return Object.fromEntries(members) as Json;
}

const speaksQuery = (request: WireRequest): boolean =>
  request.query.has('Action') ||
  request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

function queryCall(request: WireRequest): Call {
  const form = new URLSearchParams([...request.query, ...new URLSearchParams(request.body.toString('utf8'))]);
  const version = form.get('Version');
  const service = services.find(each => each.xmlNamespace !== undefined && each.version === version);
  return {
    service,
    operation: form.get('Action') ?? '',
    protocol: 'query',
    queryMode: false,
    input: () => ({...resourceOf(service, request), ...parseForm(form, service?.dialect)}),
  };
}

/** What the path of a request says that was sent to a resource itself. */
function resourceOf(service: Service | undefined, {path}: WireRequest): Json {
  const {resource} = service ?? {};
  return resource?.path.test(path) ? {[resource.member]: path} : {};
}

function parseJson(body: Buffer): Json {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Json;
  } catch {
    // Said below, in the same words as for a body that is JSON but no object.
  }
  throw new AwsError('SerializationException', 'Could not parse the request body as a JSON object');
}
