import type {Gate} from './gate.ts';
import type {RequestInput} from './operations.ts';

type Args = {readonly input: RequestInput};
type Result = {readonly output: object; readonly response: unknown};
type Next = (args: Args) => Promise<Result>;
type Context = {readonly clientName?: string; readonly commandName?: string};
type Middleware = (next: Next, context: Context) => Next;

/** The part of a client's middleware stack that the gate needs; every AWS client has it. */
export type MiddlewareStack = {
  add(middleware: never, options: {name: string; step: 'initialize'; priority: 'high'}): void;
  addRelativeTo(
    middleware: never,
    options: {name: string; relation: 'before'; toMiddleware: 'httpSigningMiddleware'},
  ): void;
};

/** Puts the gate in a client's way: before a request is made, and before each attempt is signed. */
export function gateMiddleware(stack: MiddlewareStack, gate: Gate): void {
  const admit: Middleware = (next, context) => async args => {
    gate.admit(operationOf(context), args.input);
    return next(args);
  };
  const send: Middleware = (next, context) => args =>
    gate.send(operationOf(context), args.input, () => next(args));
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
