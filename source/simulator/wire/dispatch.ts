import type {Account} from '../account.ts';
import {AwsError, type Operations} from '../operation.ts';
import {refuse, succeed} from './answer.ts';
import {tooLarge} from './body.ts';
import {type Call, recognise} from './call.ts';
import {type Fault, type FaultSwitch, faultError} from './faults.ts';
import type {WireAnswer, WireRequest} from './message.ts';
import type {Service} from './services.ts';
import {rememberShownTime} from './shown-time.ts';
import {checkSignature} from './signature.ts';

export type DispatchOptions = {
  readonly account: Account;
  readonly operations: Readonly<Record<Service['name'], Operations>>;
  readonly faults: FaultSwitch;
  /** How often each operation was asked for, by its IAM name. */
  readonly requests: Map<string, number>;
};

/** An answer, and the fault that is to befall it on its way. */
export type Dispatched = {readonly answer: WireAnswer; readonly fault: Fault | undefined};

/** Takes a request of an AWS client through the front door to its operation. */
export function createDispatch({account, operations, faults, requests}: DispatchOptions) {
  const {id: accountId, callerArn: arn, clock, regions, accessKeyId} = account;
  const door = {regions, accessKeyId, nows: rememberShownTime(clock)};

  return async (request: WireRequest, requestId: string, signal?: AbortSignal): Promise<Dispatched> => {
    const call = recognise(request);
    let fault: Fault | undefined;
    try {
      const service = serviceOf(call, request);
      const operation = `${service.name}:${call.operation}`;
      const region = checkSignature(request, service, door);
      const served = operations[service.name];
      const run = Object.hasOwn(served, call.operation) ? served[call.operation] : undefined;
      if (!run) throw unknownOperation(call);
      requests.set(operation, (requests.get(operation) ?? 0) + 1);
      const input = call.input();
      const caller = {accountId, arn, region, ...(signal && {signal})};
      fault = faults.strike(operation);
      if (fault?.kind === 'slow') await clock.sleep((fault.seconds ?? 1) * 1000);
      if (fault?.kind === 'error' || fault?.kind === 'throttle') {
        throw faultError(fault, operation, caller, input);
      }
      // A connection that is cut has done its work: the client cannot know. One that hangs has not.
      const output = fault?.kind === 'hang' ? {} : await run(input, caller);
      return {answer: succeed(call, output, requestId), fault};
    } catch (error) {
      return {answer: refuse(call, asAwsError(error), requestId), fault};
    }
  };
}

function serviceOf(call: Call, request: WireRequest): Service {
  const {path} = request;
  const isRest = call.protocol === 'rest-json' || call.protocol === 'rest-xml';
  const isThere = path === '/' || isRest || call.service?.resource?.path.test(path);
  if (!call.service || !isThere) throw unknownOperation(call);
  if (request.body.length > call.service.bodyLimitBytes) throw tooLarge();
  return call.service;
}

function unknownOperation({protocol, operation}: Call): AwsError {
  if (protocol === 'rest-xml') {
    return new AwsError('UnknownOperationException', `${operation} is not simulated.`);
  }
  const message =
    protocol === 'query'
      ? `Could not find operation ${operation}`
      : `The operation ${operation} is not known`;
  return new AwsError('UnknownOperationException', message);
}

/** Any error as one of AWS's; what AWS has no name for is a failure of its own. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', `The simulated account failed: ${detail}`, 500);
}
