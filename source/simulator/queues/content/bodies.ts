import type {Values} from './values.ts';

export type Body = Readonly<Record<string, unknown>>;

/** What is in the messages of a queue. */
type Kind = {
  readonly event: string;
  readonly body: (values: Values, sentAt: string) => Body;
  /** The same thing as somebody sends it who does not know what it has to look like. */
  readonly misshapen: (values: Values, sentAt: string) => Body;
};

const payment: Kind = {
  event: 'PaymentRequested',
  body: (values, sentAt) => ({
    eventType: 'PaymentRequested',
    version: 3,
    paymentId: `pay_${values.text(16)}`,
    orderId: `ord-${values.whole(100_000, 999_999)}`,
    amount: {value: values.money(), currency: values.one(['EUR', 'EUR', 'GBP', 'USD'])},
    payer: {name: values.name(), email: values.email(), iban: values.iban()},
    requestedAt: sentAt,
  }),
  misshapen: (values, sentAt) => ({
    eventType: 'PaymentRequested',
    version: 2,
    paymentId: `pay_${values.text(16)}`,
    amount: values.money(),
    payer: values.name(),
    requestedAt: sentAt,
  }),
};

const order: Kind = {
  event: 'OrderPlaced',
  body: (values, sentAt) => ({
    eventType: 'OrderPlaced',
    orderId: `ord-${values.whole(100_000, 999_999)}`,
    customer: {id: `cus_${values.text(12)}`, name: values.name(), email: values.email()},
    lines: Array.from({length: values.whole(1, 3)}, () => ({
      sku: `SKU-${values.whole(1000, 9999)}`,
      quantity: values.whole(1, 4),
      price: values.money(),
    })),
    total: values.money(),
    placedAt: sentAt,
  }),
  misshapen: (values, sentAt) => ({
    eventType: 'OrderPlaced',
    orderId: values.whole(100_000, 999_999),
    customerEmail: values.email(),
    lines: {sku: `SKU-${values.whole(1000, 9999)}`, quantity: String(values.whole(1, 4))},
    placedAt: sentAt,
  }),
};

const upload: Kind = {
  event: 'ObjectCreated:Put',
  body: (values, sentAt) => ({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        eventTime: sentAt,
        eventName: 'ObjectCreated:Put',
        s3: {
          bucket: {name: 'customer-uploads', arn: 'arn:aws:s3:::customer-uploads'},
          object: {
            key: `${values.text(2)}/${values.uuid()}/${values.one(['passport', 'receipt', 'portrait'])}.jpg`,
            size: values.whole(20_000, 8_000_000),
            eTag: values.text(32, '0123456789abcdef'),
          },
        },
      },
    ],
  }),
  misshapen: (values, sentAt) => ({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: sentAt,
    Bucket: 'customer-uploads',
    RequestId: values.text(16).toUpperCase(),
  }),
};

const notice: Kind = {
  event: 'NoticeRequested',
  body: (values, sentAt) => ({
    eventType: 'NoticeRequested',
    noticeId: values.uuid(),
    template: values.one(['order-shipped', 'password-reset', 'invoice-ready']),
    to: {name: values.name(), email: values.email()},
    locale: values.one(['de-DE', 'en-GB', 'fr-FR']),
    requestedAt: sentAt,
  }),
  misshapen: (values, sentAt) => ({
    noticeId: values.uuid(),
    template: null,
    to: values.email(),
    requestedAt: sentAt,
  }),
};

const parcel: Kind = {
  event: 'ParcelScanned',
  body: (values, sentAt) => ({
    eventType: 'ParcelScanned',
    parcelId: `P${values.text(11, '0123456789')}`,
    depot: values.one(['HAM-2', 'LYS-1', 'WAW-4']),
    weightGrams: values.whole(80, 24_000),
    recipient: {name: values.name(), postcode: values.text(5, '0123456789')},
    scannedAt: sentAt,
  }),
  misshapen: (values, sentAt) => ({
    eventType: 'ParcelScanned',
    parcelId: null,
    raw: values.text(40, '0123456789;'),
    scannedAt: sentAt,
  }),
};

const event: Kind = {
  event: 'EntityChanged',
  body: (values, sentAt) => ({
    eventType: 'EntityChanged',
    entityId: values.uuid(),
    version: values.whole(1, 90),
    changedBy: values.email(),
    fields: {status: values.one(['active', 'paused', 'closed']), limit: values.whole(10, 5000)},
    changedAt: sentAt,
  }),
  misshapen: (values, sentAt) => ({
    eventType: 'EntityChanged',
    entity: {id: values.uuid()},
    patch: [{op: 'replace', path: '/status', value: values.one(['active', 'paused'])}],
    changedAt: sentAt,
  }),
};

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/pay|refund|invoice|ledger/, payment],
  [/order|checkout|cart/, order],
  [/thumb|image|upload|photo/, upload],
  [/mail|notif|alert|notice/, notice],
  [/ship|parcel|deliver/, parcel],
];

/** By the name of the queue that they were sent to first. */
export const kindOf = (queue: string): Kind => kinds.find(([pattern]) => pattern.test(queue))?.[1] ?? event;
