/** What a field says about a failure. */
export type Role = 'message' | 'type' | 'code' | 'trace' | 'cause' | 'details';

/** `x-exception-message`, `ErrorMessage`, `error_message`: the same to everybody but a computer. */
export const plainName = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');

const endings: readonly (readonly [RegExp, Role])[] = [
  [
    /(error|err|exception|fault|failure)(message|msg|description|text|string|detail|details|body)$/,
    'message',
  ],
  [/(failure|failed|error|exception|reject|rejection|rejected|death|deadletter|dlq)reason$/, 'message'],
  [/(failure|error)cause$/, 'message'],
  [/deadlettererrordescription$|faultstring$|last(error|exception|failure)$/, 'message'],
  [/(error|err|exception|fault|failure)(type|name|class|classname|kind|fqcn)$/, 'type'],
  [/(error|err|exception|fault|failure|sql)(code|no|number|state)$/, 'code'],
  [/(error|exception|stack|back)(stack|stacktrace|trace|traceback)$|^traceback$|^stack$/, 'trace'],
  [/(root|inner)(cause|error|exception)$|^causedby$/, 'cause'],
  [/^(validation|schema)(errors|failures|issues)$|^violations$/, 'details'],
];

const anywhere: Readonly<Record<string, Role>> = {
  error: 'message',
  err: 'message',
  errors: 'message',
  exception: 'message',
  exceptions: 'message',
  fault: 'message',
  failure: 'message',
  panic: 'message',
  statuscode: 'code',
  httpstatus: 'code',
  httpstatuscode: 'code',
};

/** Names that mean a failure only inside of one, or beside another sign of one. */
const inside: Readonly<Record<string, Role>> = {
  message: 'message',
  msg: 'message',
  description: 'message',
  detail: 'message',
  reason: 'message',
  summary: 'message',
  text: 'message',
  title: 'type',
  name: 'type',
  type: 'type',
  class: 'type',
  kind: 'type',
  code: 'code',
  status: 'code',
  number: 'code',
  trace: 'trace',
  cause: 'cause',
  inner: 'cause',
  details: 'details',
  issues: 'details',
};

export function roleOf(key: string, isInside: boolean): Role | undefined {
  const name = plainName(key);
  const role = anywhere[name] ?? endings.find(([ending]) => ending.test(name))?.[1];
  return role ?? (isInside ? inside[name] : undefined);
}

/** The lower, the better it tells what happened where several fields do. */
export function rankOf(key: string): number {
  const name = plainName(key);
  if (/message|msg|description|string$/.test(name)) return 0;
  return /detail|reason|text|cause/.test(name) ? 1 : 2;
}

/** Where the input of what failed stands: it is looked at last, its own fields are no failure. */
export const isInput = (key: string): boolean =>
  /^(requestpayload|request|input|originalmessage|originalevent|originalbody|payload)$/.test(plainName(key));
