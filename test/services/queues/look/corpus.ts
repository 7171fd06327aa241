/** One cause of failure as a program writes it, with holes for what is different each time. */
export type Cause = {
  readonly stack: string;
  /** Where in a message it stands. */
  readonly says: (value: Values) => Failed;
};

/** What is different from one message to the next. */
export type Values = {
  readonly number: number;
  readonly uuid: string;
  readonly mail: string;
  readonly host: string;
  readonly time: string;
  readonly iban: string;
};

type Failed = {readonly body: unknown; readonly attributes?: Readonly<Record<string, string>>};

const inBody = (stack: string, says: (value: Values) => unknown): Cause => ({
  stack,
  says: value => ({body: says(value)}),
});

const inAttributes = (stack: string, says: (value: Values) => Readonly<Record<string, string>>): Cause => ({
  stack,
  says: value => ({body: {orderId: value.uuid, amount: value.number}, attributes: says(value)}),
});

const error = (stack: string, says: (value: Values) => string): Cause =>
  inBody(stack, value => ({orderId: value.uuid, error: says(value)}));

/** Every one another cause. */
export const causes: readonly Cause[] = [
  error(
    'Node',
    v =>
      `TypeError: Cannot read properties of undefined (reading 'iban')\n    at charge (/var/task/index.js:${v.number}:5)`,
  ),
  error(
    'Node',
    v =>
      `TypeError: Cannot read properties of undefined (reading 'amount')\n    at charge (/var/task/index.js:${v.number}:5)`,
  ),
  error(
    'Node',
    v =>
      `TypeError: Cannot read properties of null (reading 'iban')\n    at charge (/var/task/index.js:${v.number}:5)`,
  ),
  error('Node', () => 'TypeError: order.items is not iterable'),
  error('Node', v => `ReferenceError: taxRate is not defined\n    at /app/dist/tax.js:${v.number}:9`),
  error('Node', v => `SyntaxError: Unexpected token < in JSON at position ${v.number}`),
  error('Node', v => `Error: connect ECONNREFUSED ${v.host}:5432`),
  error('Node', v => `Error: getaddrinfo ENOTFOUND ${v.uuid}.internal`),
  error('Node', v => `Error: read ECONNRESET ${v.host}`),
  error('Node', v => `AxiosError: Request failed with status code 503 (${v.uuid})`),
  error('Node', v => `AxiosError: Request failed with status code 404 (${v.uuid})`),
  error('Node', v => `AxiosError: timeout of ${v.number}ms exceeded`),
  inBody('Node', v => ({
    error: {
      name: 'MongoServerError',
      code: 11000,
      message: `E11000 duplicate key error collection: shop.orders index: orderId_1 dup key: { orderId: "${v.uuid}" }`,
    },
  })),
  inBody(
    'Python',
    v =>
      `Traceback (most recent call last):\n  File "/app/worker.py", line ${v.number}, in handle\n    total = row['customer_id']\nKeyError: 'customer_id'`,
  ),
  inBody(
    'Python',
    v =>
      `Traceback (most recent call last):\n  File "/app/worker.py", line ${v.number}, in handle\n    total = row['currency']\nKeyError: 'currency'`,
  ),
  error('Python', v => `ValueError: invalid literal for int() with base 10: '${v.uuid}'`),
  error('Python', () => "AttributeError: 'NoneType' object has no attribute 'total'"),
  error(
    'Python',
    v =>
      `requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='${v.host}', port=443): Max retries exceeded with url: /v1/charge/${v.uuid}`,
  ),
  error(
    'Python',
    v =>
      `botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling the PutItem operation (reached max retries: ${v.number}): Rate exceeded`,
  ),
  error(
    'Python',
    () =>
      'botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the PutItem operation: not authorized',
  ),
  error(
    'Python',
    v =>
      `pydantic.error_wrappers.ValidationError: 1 validation error for Order\namount\n  value is not a valid float (type=type_error.float; given=${v.uuid})`,
  ),
  error(
    'Python',
    () =>
      'pydantic.error_wrappers.ValidationError: 1 validation error for Order\ncurrency\n  field required (type=value_error.missing)',
  ),
  inBody('Java', v => ({
    exception: `org.springframework.amqp.rabbit.support.ListenerExecutionFailedException: Listener threw exception\n\tat org.example.A.b(A.java:${v.number})\nCaused by: java.lang.NullPointerException: Cannot invoke "com.acme.Order.getIban()" because "order" is null\n\tat com.acme.Pay.charge(Pay.java:${v.number})`,
  })),
  inBody('Java', v => ({
    exception: `org.springframework.amqp.rabbit.support.ListenerExecutionFailedException: Listener threw exception\n\tat org.example.A.b(A.java:${v.number})\nCaused by: java.net.SocketTimeoutException: Read timed out\n\tat com.acme.Pay.charge(Pay.java:${v.number})`,
  })),
  inAttributes('Java', v => ({
    'x-exception-fqcn': 'com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException',
    'x-exception-message': `Unrecognized field "ibanNumber" (class com.acme.Order), not marked as ignorable at [Source: (String)"{"id":"${v.uuid}"}"; line: 1, column: ${v.number}]`,
  })),
  error(
    'Java',
    v =>
      `java.util.concurrent.TimeoutException: Did not observe any item or terminal signal within ${v.number}ms`,
  ),
  error(
    'Java',
    v =>
      `org.hibernate.StaleObjectStateException: Row was updated or deleted by another transaction : [com.acme.Order#${v.uuid}]`,
  ),
  error(
    'Go',
    v =>
      `panic: runtime error: index out of range [${v.number}] with length 3\n\ngoroutine ${v.number} [running]:\nmain.main()`,
  ),
  error(
    'Go',
    v =>
      `panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x${v.number}]\n\ngoroutine 1 [running]:`,
  ),
  error('Go', v => `process order ${v.uuid}: charge card: dial tcp ${v.host}:443: i/o timeout`),
  error(
    'Go',
    v => `process order ${v.uuid}: charge card: dial tcp ${v.host}:443: connect: connection refused`,
  ),
  error('Go', () => 'json: cannot unmarshal string into Go struct field Order.amount of type int'),
  error(
    'Go',
    v => `context deadline exceeded (Client.Timeout exceeded while awaiting headers) after ${v.number}ms`,
  ),
  error('Go', v => `strconv.ParseInt: parsing "${v.uuid}": invalid syntax`),
  error(
    '.NET',
    v =>
      `System.InvalidOperationException: Sequence contains no elements\n   at System.Linq.Enumerable.First() in C:\\src\\Pay.cs:line ${v.number}`,
  ),
  error(
    '.NET',
    v =>
      `System.AggregateException: One or more errors occurred. ---> System.NullReferenceException: Object reference not set to an instance of an object.\n   at Acme.Pay.Charge() in Pay.cs:line ${v.number}`,
  ),
  error(
    '.NET',
    v =>
      `System.AggregateException: One or more errors occurred. ---> System.Net.Http.HttpRequestException: No such host is known.\n   at Acme.Pay.Charge() in Pay.cs:line ${v.number}`,
  ),
  error('.NET', () => "System.ArgumentNullException: Value cannot be null. (Parameter 'source')"),
  error('.NET', () => "System.ArgumentNullException: Value cannot be null. (Parameter 'currency')"),
  error(
    'Ruby',
    v =>
      `app.rb:${v.number}:in \`charge': undefined method \`iban' for nil:NilClass (NoMethodError)\n\tfrom app.rb:20:in \`main'`,
  ),
  error('Ruby', v => `ActiveRecord::RecordNotFound: Couldn't find Order with 'id'=${v.number}`),
  error('Ruby', v => `Faraday::ConnectionFailed: execution expired for ${v.host}`),
  inBody('JSON schema', v => ({
    message: 'Validation failed',
    errors: [
      {instancePath: `/items/${v.number}/price`, keyword: 'type', message: 'must be number'},
      {instancePath: '/currency', keyword: 'enum', message: 'must be equal to one of the allowed values'},
    ],
  })),
  inBody('JSON schema', v => ({
    message: 'Validation failed',
    errors: [{instancePath: `/items/${v.number}/price`, keyword: 'type', message: 'must be number'}],
  })),
  inBody('JSON schema', () => ({
    error: {
      name: 'ValidationError',
      message: '"customer.email" must be a valid email',
      details: [{path: ['customer', 'email']}],
    },
  })),
  error(
    'SQL',
    v =>
      `ERROR: duplicate key value violates unique constraint "orders_pkey"\nDETAIL: Key (id)=(${v.uuid}) already exists.`,
  ),
  error(
    'SQL',
    v =>
      `ERROR: duplicate key value violates unique constraint "users_email_key"\nDETAIL: Key (email)=(${v.mail}) already exists.`,
  ),
  error('SQL', v => `ERROR 1062 (23000): Duplicate entry '${v.mail}' for key 'users.email'`),
  error('SQL', v => `ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction ${v.number}`),
  error('SQL', () => 'ERROR: column "ibann" does not exist'),
  error('SQL', v => `ORA-00001: unique constraint (SHOP.ORDERS_PK) violated for ${v.number}`),
  error('SQL', v => `ORA-12170: TNS:Connect timeout occurred after ${v.number}`),
  error('SQL', v => `deadlock detected: Process ${v.number} waits for ShareLock on transaction ${v.number}`),
  error('HTTP', v => `502 Bad Gateway from upstream ${v.host}`),
  error('HTTP', v => `504 Gateway Timeout from upstream ${v.host}`),
  error(
    'HTTP',
    v => `I/O error on POST request for "https://${v.host}/v1/charges/${v.uuid}": Read timed out`,
  ),
  error(
    'HTTP',
    v =>
      `API answered {"error":{"code":"card_declined","message":"Your card was declined.","request":"${v.uuid}"}}`,
  ),
  error(
    'HTTP',
    v => `API answered {"error":{"code":"rate_limit","message":"Too many requests.","request":"${v.uuid}"}}`,
  ),
  inBody('HTTP', v => ({
    type: `https://${v.host}/problems/out-of-credit`,
    title: 'You do not have enough credit.',
    status: 403,
    detail: `Your balance is ${v.number}.`,
  })),
  inAttributes('Lambda', v => ({
    RequestID: v.uuid,
    ErrorCode: '200',
    ErrorMessage: `${v.time} ${v.uuid} Task timed out after 3.00 seconds`,
  })),
  inAttributes('Lambda', v => ({
    RequestID: v.uuid,
    ErrorCode: '200',
    ErrorMessage: `RequestId: ${v.uuid} Error: Runtime exited with error: exit status 1`,
  })),
  inAttributes('Lambda', v => ({
    RequestID: v.uuid,
    ErrorCode: '200',
    ErrorMessage: `RequestId: ${v.uuid} Error: Runtime exited with error: signal: killed`,
  })),
  inBody('Lambda', v => ({
    version: '1.0',
    timestamp: v.time,
    requestContext: {requestId: v.uuid, condition: 'RetriesExhausted', approximateInvokeCount: 3},
    requestPayload: {error: 'what went in', customer: v.mail},
    responseContext: {statusCode: 200, functionError: 'Unhandled'},
    responsePayload: {
      errorType: 'PaymentError',
      errorMessage: `IBAN ${v.iban} is not valid`,
      trace: [`    at /var/task/index.js:${v.number}`],
    },
  })),
  inBody('SNS', v => ({
    Type: 'Notification',
    MessageId: v.uuid,
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders',
    Message: JSON.stringify({order: v.uuid, error: 'card declined: insufficient funds'}),
  })),
  inBody('Step Functions', v => ({
    Error: 'States.TaskFailed',
    Cause: JSON.stringify({errorType: 'StockError', errorMessage: `only ${v.number} left in stock`}),
  })),
  inBody('EventBridge', v => ({
    'detail-type': 'Payment failed',
    source: 'acme.pay',
    time: v.time,
    detail: {payment: v.uuid, reason: `the account of ${v.mail} is frozen: not allowed to pay`},
  })),
  inBody(
    'SOAP',
    v =>
      `<?xml version="1.0"?><soap:Envelope><soap:Body><soap:Fault><faultcode>Client</faultcode><faultstring>Unknown customer ${v.number}</faultstring></soap:Fault></soap:Body></soap:Envelope>`,
  ),
  inBody('nothing said', v => ({orderId: v.uuid, customer: {email: v.mail, iban: v.iban}, amount: v.number})),
  inBody('nothing said', v => ({
    orderId: v.uuid,
    customer: {email: v.mail},
    lines: [{sku: v.uuid, price: v.number}],
  })),
  inBody('nothing said', v => `${v.uuid};${v.mail};${v.number}`),
];
