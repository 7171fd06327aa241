import {randomUUID} from 'node:crypto';
import type {Account} from './account.ts';
import {createCloudWatch} from './cloudwatch/index.ts';
import {AwsError} from './operation.ts';
import {createSts} from './sts.ts';
import {cutConnection, type Incoming, listen, type Outgoing} from './wire/connections.ts';
import {control, controlPrefix} from './wire/control.ts';
import {asAwsError, createDispatch} from './wire/dispatch.ts';
import {createFaultSwitch, type FaultSwitch} from './wire/faults.ts';
import {readRequest, send} from './wire/http.ts';

export type Served = {
  readonly endpoint: string;
  readonly faults: FaultSwitch;
  /** Ends the connections too that clients keep open. */
  readonly close: () => Promise<void>;
};

/** Serves the account to any AWS client, on loopback only; on any free port, unless one is given. */
export async function serve({account, port = 0}: {account: Account; port?: number}): Promise<Served> {
  const {clock} = account;
  const faults = createFaultSwitch(clock.now);
  faults.set(account.faults, account.startAt);
  const requests = new Map<string, number>();
  const dispatch = createDispatch({
    account,
    faults,
    requests,
    operations: {
      kinesis: account.kinesis,
      sqs: account.sqs,
      lambda: account.lambda,
      sns: account.sns,
      s3: account.s3,
      cloudwatch: createCloudWatch(account),
      sts: createSts(account.accessKeyId),
    },
  });

  async function handle(incoming: Incoming, outgoing: Outgoing): Promise<void> {
    const requestId = randomUUID();
    const request = await readRequest(incoming).catch(asAwsError);
    if (request instanceof AwsError) {
      const body = JSON.stringify({__type: request.code, message: request.message});
      send({status: request.status, headers: {}, body}, outgoing, {requestId, date: clock.now(), cut: false});
      return;
    }
    if (request.path.startsWith(controlPrefix)) {
      const answer = control(request, {clock, faults, requests});
      send(answer, outgoing, {requestId, date: clock.now(), cut: false});
      return;
    }
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const {answer, fault} = await dispatch(request, requestId, gone.signal);
    if (fault?.kind === 'hang') return;
    send(answer, outgoing, {requestId, date: clock.now(), cut: fault?.kind === 'cut'});
  }

  const listener = await listen((incoming, outgoing) => {
    // Whoever hung up has no use for an answer, nor for the news that none could be given.
    handle(incoming, outgoing).catch(() => cutConnection(outgoing));
  }, port);
  return {endpoint: `http://127.0.0.1:${listener.port}`, faults, close: listener.close};
}
