import {bucketArn, queueArn} from '../arns.ts';
import {AwsError, type Caller, type Json} from '../operation.ts';
import {iamActions} from './rest-xml/routes.ts';

export const faultKinds = ['error', 'throttle', 'slow', 'cut', 'hang'] as const;

/** Something that goes wrong on the wire on purpose. */
export type Fault = {
  readonly kind: (typeof faultKinds)[number];
  /** `kinesis:ListShards`, `kinesis:*`; every operation when left out. */
  readonly operation?: string | undefined;
  /** The error's name, for `error` and `throttle`. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly status?: number | undefined;
  /** How slow, for `slow`. */
  readonly seconds?: number | undefined;
  /** Counted on the account's clock, from when the fault was set or from the start of its scenario. */
  readonly fromSecond?: number | undefined;
  readonly untilSecond?: number | undefined;
  /** Over after so many requests were struck. */
  readonly times?: number | undefined;
};

export type FaultSwitch = {
  /** Replaces the faults that were set before; their seconds count from `since`, now unless said. */
  readonly set: (faults: readonly Fault[], since?: number) => void;
  readonly clear: () => void;
  /** The first fault that strikes this operation now; striking counts against its `times`. */
  readonly strike: (operation: string) => Fault | undefined;
};

export function createFaultSwitch(now: () => number): FaultSwitch {
  let active: {readonly fault: Fault; readonly since: number; struck: number}[] = [];
  return {
    set: (faults, since = now()) => {
      active = faults.map(fault => ({fault, since, struck: 0}));
    },
    clear: () => {
      active = [];
    },
    strike: operation => {
      const found = active.find(({fault, since, struck}) => {
        const second = (now() - since) / 1000;
        return (
          meets(fault, operation) &&
          second >= (fault.fromSecond ?? 0) &&
          second < (fault.untilSecond ?? Number.POSITIVE_INFINITY) &&
          struck < (fault.times ?? Number.POSITIVE_INFINITY)
        );
      });
      if (found) found.struck += 1;
      return found?.fault;
    },
  };
}

function meets(fault: Fault, operation: string): boolean {
  if (fault.operation === undefined || fault.operation === '*') return true;
  if (fault.operation.endsWith(':*')) return operation.startsWith(fault.operation.slice(0, -1));
  return fault.operation === operation;
}

/** The error of a fault, in the words that AWS has for it. */
export function faultError(fault: Fault, operation: string, caller: Caller, input: Json): AwsError {
  const code = fault.code ?? codeOf(fault);
  const known = wordings[code];
  const message = fault.message ?? known?.message(operation, caller, input) ?? 'The request was refused.';
  return new AwsError(code, message, fault.status ?? known?.status ?? 400);
}

function codeOf(fault: Fault): string {
  if (fault.kind === 'throttle') return 'ThrottlingException';
  return fault.status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
}

type Wording = {
  readonly status: number;
  readonly message: (operation: string, caller: Caller, input: Json) => string;
};

const wordings: Readonly<Record<string, Wording>> = {
  ThrottlingException: {status: 400, message: () => 'Rate exceeded'},
  InternalFailure: {
    status: 500,
    message: () => 'The request processing has failed because of an unknown error, exception or failure.',
  },
  ServiceUnavailable: {status: 503, message: () => 'The service is unavailable. Please retry.'},
  ExpiredTokenException: {
    status: 400,
    message: () => 'The security token included in the request is expired',
  },
  UnrecognizedClientException: {
    status: 400,
    message: () => 'The security token included in the request is invalid.',
  },
  AccessDeniedException: {
    status: 400,
    message: (operation, caller, input) => {
      const action = iamActionOf(operation);
      return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resourceOf(input, caller)} because no identity-based policy allows the ${action} action`;
    },
  },
};

function iamActionOf(operation: string): string {
  const [service = '', name = ''] = operation.split(':');
  return service === 's3' ? `s3:${iamActions[name] ?? name}` : operation;
}

function resourceOf(input: Json, caller: Caller): string {
  const {QueueUrl: url} = input;
  if (typeof url === 'string') return queueArn(url.split('/').at(-1) ?? '', caller);
  const {Bucket: bucket, Key: key} = input;
  if (typeof bucket === 'string' && bucket !== '')
    return bucketArn(bucket, typeof key === 'string' ? key : '');
  const named = input.StreamARN ?? input.StreamName ?? input.SourceArn;
  return typeof named === 'string' ? named : '*';
}
