/** A request or an answer as AWS's JSON protocols carry it; times are seconds since 1970. */
export type Json = {readonly [key: string]: unknown};

/** An error in AWS's words: the wire gives it the shape of the protocol that the client speaks. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

export type Caller = {
  readonly accountId: string;
  readonly arn: string;
  readonly region: string;
  /** Aborted when the client has hung up. */
  readonly signal?: AbortSignal;
};

/** One operation of one AWS service, protocol taken off. */
export type Operation = (input: Json, caller: Caller) => Json | Promise<Json>;
export type Operations = Readonly<Record<string, Operation>>;
