import {AwsError} from './operation.ts';

/** What a service that speaks REST with XML is asked: the path and the query are already taken apart. */
export type RestRequest = {
  /** Empty when the account itself is asked. */
  readonly Bucket: string;
  readonly Key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

/** What it answers: 200 with nothing, unless said. */
export type RestAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** A refusal that says more than its code and its message, in headers and in elements beside them. */
export class RestError extends AwsError {
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    {
      status = 400,
      headers = {},
      details = {},
    }: {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly details?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code, message, status);
    this.headers = headers;
    this.details = details;
  }
}
