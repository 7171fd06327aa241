import type {Served} from '../../../source/simulator/server.ts';

export type RawAnswer = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The body of a JSON answer. */
  readonly json: () => {readonly __type?: string; readonly message?: string};
};

export const scopeOf = (
  at: number,
  region = 'us-east-1',
  service = 'kinesis',
  key = 'SIMULATEDACCESSKEY01',
) => `${key}/${stampOf(at).slice(0, 8)}/${region}/${service}/aws4_request`;

export const stampOf = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** The headers of a signed request; the signature itself is made up, as the account does not check it. */
export const signedHeaders = (at: number, scope = scopeOf(at)): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  'x-amz-date': stampOf(at),
});

export const listStreams: Record<string, string> = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'Kinesis_20131202.ListStreams',
};

/** One request by hand, for what no SDK would send. */
export async function ask(
  {endpoint}: Pick<Served, 'endpoint'>,
  {
    headers,
    body = '{}',
    query = '',
    method = 'POST',
  }: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly query?: string;
    readonly method?: string;
  },
): Promise<RawAnswer> {
  const answer = await fetch(`${endpoint}/${query}`, {method, headers, ...(method === 'POST' ? {body} : {})});
  const text = await answer.text();
  return {status: answer.status, text, headers: answer.headers, json: () => JSON.parse(text)};
}
