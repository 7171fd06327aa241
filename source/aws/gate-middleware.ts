import {systemClock} from '../clock.ts';
import {rememberRegion} from './asked-region.ts';
import type {Gate} from './gate.ts';
import type {RequestInput} from './operations.ts';

type Args = {readonly input: RequestInput};
type Result = {readonly output: object; readonly response: unknown};
type Next = (args: Args) => Promise<Result>;
type Context = {readonly clientName?: string; readonly commandName?: string};
type Middleware = (next: Next, context: Context) => Next;

type MiddlewareStack = {
  remove(name: string): boolean;
  add(middleware: never, options: {name: string; step: 'initialize'; priority: 'high'}): void;
  addRelativeTo(
    middleware: never,
    options: {name: string; relation: 'before'; toMiddleware: 'httpSigningMiddleware'},
  ): void;
};

/** The part of a client that the gate needs; every AWS client has it. */
export type GatedClient = {
  readonly middlewareStack: MiddlewareStack;
  /** Signatures are dated with the machine's clock and this on top. */
  readonly config: {systemClockOffset: number; readonly region: () => Promise<string>};
};

/** Puts the gate in a client's way: before a request is made, and before each attempt is signed. */
export function gateMiddleware({middlewareStack: stack, config}: GatedClient, gate: Gate): void {
  const admit: Middleware = (next, context) => async args => {
    gate.admit(operationOf(context), args.input);
    try {
      return await next(args);
    } catch (error) {
      rememberRegion(error, await config.region());
      throw error;
    }
  };
  const send: Middleware = (next, context) => async args => {
    const attempt = () => {
      // A client corrects its own clock after a refusal: what is sent only once needs what others have learned.
      config.systemClockOffset = gate.now() - systemClock.now();
      return next(args);
    };
    return gate.send(operationOf(context), args.input, attempt, await config.region());
  };
  stack.add(admit as never, {name: 'gateAdmits', step: 'initialize', priority: 'high'});
  stack.addRelativeTo(send as never, {
    name: 'gateSends',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
  });
}

/** `KinesisClient` and `ListStreamsCommand` make `kinesis:ListStreams`. */
function operationOf(context: Context): string {
  const service = (context.clientName ?? 'unknown').replace(/Client$/, '').toLowerCase();
  return `${service}:${(context.commandName ?? 'Unknown').replace(/Command$/, '')}`;
}
