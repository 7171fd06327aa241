import fc from 'fast-check';
import {expect, test} from 'vitest';
import {shapeOf} from '../../../../source/services/queues/look/shape.ts';
import {type Cause, causes, type Values} from './corpus.ts';
import {message} from './messages.ts';

const values = fc.record<Values>({
  number: fc.integer({min: 0, max: 9_999_999}),
  uuid: fc.uuid(),
  mail: fc.stringMatching(/^[a-z]{2,9}([._+-][a-z0-9]{1,6})?@[a-z]{3,9}\.(com|example|co\.uk)$/),
  host: fc.ipV4(),
  time: fc.date({min: new Date(0), max: new Date(4e12), noInvalidDate: true}).map(date => date.toISOString()),
  iban: fc.stringMatching(/^DE\d{2}( ?\d{4}){4} ?\d{2}$/),
});

const written = ({says}: Cause, value: Values) => {
  const {body, attributes} = says(value);
  return message(body, {attributes});
};

test('messages of one cause have one shape, whatever stands in them', () => {
  for (const cause of causes) {
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(shapeOf(written(cause, one)).text).toBe(shapeOf(written(cause, other)).text);
      }),
      {numRuns: 10, seed: 7},
    );
  }
});

const some: Values = {
  number: 48_213,
  uuid: '5f2c9a77-1b04-4c1d-8f3e-2f3e4a5b6c7d',
  mail: 'anna.schmidt@example.com',
  host: '10.2.3.4',
  time: '2026-11-21T09:00:00.000Z',
  iban: 'DE89 3704 0044 0532 0130 00',
};

test('no two causes have the same shape', () => {
  const byShape = Map.groupBy(causes, cause => shapeOf(written(cause, some)).text);
  expect([...byShape].filter(([, same]) => same.length > 1).map(([shape]) => shape)).toEqual([]);
});

test('a shape reads like the error, without its values', () => {
  expect(causes.map(cause => `${cause.stack}: ${shapeOf(written(cause, some)).text}`)).toMatchInlineSnapshot(`
    [
      "Node: TypeError: Cannot read properties of undefined (reading 'iban')",
      "Node: TypeError: Cannot read properties of undefined (reading 'amount')",
      "Node: TypeError: Cannot read properties of null (reading 'iban')",
      "Node: TypeError: order.items is not iterable",
      "Node: ReferenceError: taxRate is not defined",
      "Node: SyntaxError: Unexpected token < in JSON at position …",
      "Node: Error: connect ECONNREFUSED …",
      "Node: Error: getaddrinfo ENOTFOUND …",
      "Node: Error: read ECONNRESET …",
      "Node: AxiosError: Request failed with status code 503 (…)",
      "Node: AxiosError: Request failed with status code 404 (…)",
      "Node: AxiosError: timeout of … ms exceeded",
      "Node: MongoServerError: E11000 duplicate key error collection: shop.orders index: … dup key: { orderId: … }",
      "Python: KeyError: 'customer_id'",
      "Python: KeyError: 'currency'",
      "Python: ValueError: invalid literal for int() with base …",
      "Python: AttributeError: 'NoneType' object has no attribute 'total'",
      "Python: requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host=…, port=…): Max retries exceeded with url: …",
      "Python: botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling the PutItem operation (reached max retries: …): Rate exceeded",
      "Python: botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the PutItem operation: not authorized",
      "Python: pydantic.error_wrappers.ValidationError: … validation error for Order / amount / value is not a valid float (type=type_error.float; given=…)",
      "Python: pydantic.error_wrappers.ValidationError: … validation error for Order / currency / field required (type=value_error.missing)",
      "Java: org.springframework.amqp.rabbit.support.ListenerExecutionFailedException: Listener threw exception ← java.lang.NullPointerException: Cannot invoke "com.acme.Order.getIban()" because "order" is null",
      "Java: org.springframework.amqp.rabbit.support.ListenerExecutionFailedException: Listener threw exception ← java.net.SocketTimeoutException: Read timed out",
      "Java: com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException: Unrecognized field "ibanNumber" (class com.acme.Order), not marked as ignorable at [Source: (String)…; line: …, column: …]",
      "Java: java.util.concurrent.TimeoutException: Did not observe any item or terminal signal within … ms",
      "Java: org.hibernate.StaleObjectStateException: Row was updated or deleted by another transaction : [com.acme.Order#…]",
      "Go: panic: runtime error: index out of range […] with length …",
      "Go: panic: runtime error: invalid memory address or nil pointer dereference",
      "Go: process order …: charge card: dial tcp …: i/o timeout",
      "Go: process order …: charge card: dial tcp …: connect: connection refused",
      "Go: json: cannot unmarshal string into Go struct field Order.amount of type int",
      "Go: context deadline exceeded (Client.Timeout exceeded while awaiting headers) after … ms",
      "Go: strconv.ParseInt: parsing …: invalid syntax",
      ".NET: System.InvalidOperationException: Sequence contains no elements",
      ".NET: System.AggregateException: One or more errors occurred. ← System.NullReferenceException: Object reference not set to an instance of an object.",
      ".NET: System.AggregateException: One or more errors occurred. ← System.Net.Http.HttpRequestException: No such host is known.",
      ".NET: System.ArgumentNullException: Value cannot be null. (Parameter 'source')",
      ".NET: System.ArgumentNullException: Value cannot be null. (Parameter 'currency')",
      "Ruby: undefined method \`iban' for nil:NilClass (NoMethodError)",
      "Ruby: ActiveRecord::RecordNotFound: Couldn't find Order with …=…",
      "Ruby: Faraday::ConnectionFailed: execution expired for …",
      "JSON schema: Validation failed: currency must be equal to one of the allowed values; items.….price must be number",
      "JSON schema: Validation failed: items.….price must be number",
      "JSON schema: ValidationError: "customer.email" must be a valid email",
      "SQL: ERROR: duplicate key value violates unique constraint "orders_pkey" / DETAIL: Key (id)=(…) already exists.",
      "SQL: ERROR: duplicate key value violates unique constraint "users_email_key" / DETAIL: Key (email)=(…) already exists.",
      "SQL: ERROR 1062 (23000): Duplicate entry … for key 'users.email'",
      "SQL: ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction …",
      "SQL: ERROR: column "ibann" does not exist",
      "SQL: ORA-00001: unique constraint (SHOP.ORDERS_PK) violated for …",
      "SQL: ORA-12170: TNS:Connect timeout occurred after …",
      "SQL: deadlock detected: Process … waits for ShareLock on transaction …",
      "HTTP: 502 Bad Gateway from upstream …",
      "HTTP: 504 Gateway Timeout from upstream …",
      "HTTP: I/O error on POST request for …: Read timed out",
      "HTTP: API answered card_declined Your card was declined.",
      "HTTP: API answered rate_limit Too many requests.",
      "HTTP: You do not have enough credit. 403: Your balance is ….",
      "Lambda: Task timed out after … seconds",
      "Lambda: RequestId: … Error: Runtime exited with error: exit status 1",
      "Lambda: RequestId: … Error: Runtime exited with error: signal: killed",
      "Lambda: PaymentError: IBAN … is not valid",
      "SNS: card declined: insufficient funds",
      "Step Functions: States.TaskFailed ← StockError: only … left in stock",
      "EventBridge: the account of … is frozen: not allowed to pay",
      "SOAP: Client: Unknown customer …",
      "nothing said: {amount: number, customer: {email: string, iban: string}, orderId: string}",
      "nothing said: {customer: {email: string}, lines: [{price: number, sku: string}], orderId: string}",
      "nothing said: text in 3 columns, parted by semicolons",
    ]
  `);
});

test('the same failure in two queues is two shapes: each goes back to its own', () => {
  const failed = {error: 'Timeout after 3000 ms'};
  const [one, other] = ['payments', 'refunds'].map(name =>
    shapeOf(message(failed, {source: `arn:aws:sqs:us-east-1:123456789012:${name}`})),
  );
  expect(one?.text).toBe(other?.text);
  expect(one?.id).not.toBe(other?.id);
});

test.each([
  [
    'a name that stands beside the error',
    {user: {name: 'Anna Schmidt'}, error: 'User Anna Schmidt not found'},
    'User … not found',
  ],
  ['a single word', {login: 'jschmidt', error: 'user jschmidt is locked'}, 'user … is locked'],
  [
    'a status, which is no name',
    {status: 'timeout', error: 'timeout while charging'},
    'timeout while charging',
  ],
  ['a key of the message', {order: 'order', error: 'order not found'}, 'order not found'],
  [
    'a reason of somebody, not of a program',
    {id: 5, reason: 'John Smith asked for it'},
    '{id: number, reason: string}',
  ],
  [
    'an error that is none',
    {id: 5, error: null, errors: [], errorMessage: ''},
    '{error: null, errorMessage: string, errors: [], id: number}',
  ],
  [
    'a name that only the error says',
    {id: 5, error: 'payment by Maren van der Berg was refused'},
    'payment by … was refused',
  ],
  ['one that stands behind the word for it', {error: 'customer Johnson not found'}, 'customer … not found'],
  [
    'parts of a program with capital letters',
    {error: 'call to Payment Gateway failed, see Order Service'},
    'call to Payment Gateway failed, see Order Service',
  ],
  ['letters by chance', {error: 'no such session bdztwiyzqsxdjp'}, 'no such session …'],
  ['a letter', 'Dear John, please cancel my subscription', 'short text'],
  ['nothing', '', 'an empty body'],
  ['keys that are data', {'a@b.example': {n: 1}, '5f2c9a771b04': {n: 2}}, '{…: {n: number}}'],
])('%s', (_, body, shape) => {
  expect(shapeOf(message(body)).text).toBe(shape);
});

test('no text is too strange, too deep or too long to have a shape', () => {
  const deep = `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`;
  const wide = JSON.stringify(Array.from({length: 60_000}, (_, id) => ({id, error: ''})));
  const quotes = `Error: ${'"\'`{['.repeat(2000)}`;
  const started = performance.now();
  for (const body of [
    deep,
    wide,
    quotes,
    `Error: ${'a='.repeat(9000)}`,
    `Error: ${'1,'.repeat(9000)}`,
    '<a'.repeat(30_000),
  ]) {
    expect(shapeOf(message(body)).text).not.toBe('');
  }
  expect(performance.now() - started).toBeLessThan(2000);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({unit: 'grapheme', maxLength: 60}),
        fc.jsonValue().map(json => JSON.stringify(json)),
      ),
      body => {
        expect(shapeOf(message(body)).text).not.toBe('');
      },
    ),
    {numRuns: 100, seed: 11},
  );
});
