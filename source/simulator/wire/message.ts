/** A request with HTTP taken off: header names in lower case, the body whole and unpacked. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};
