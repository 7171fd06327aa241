import type {MessageAttribute} from '../shape.ts';
import {type Body, kindOf} from './bodies.ts';
import {codeOf, type Reason, wordsOf} from './reason.ts';
import {type Values, valuesOf} from './values.ts';

export type Content = {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly traceHeader: string | undefined;
};

/** How a message came to be. */
export type Making = {
  readonly seed: number;
  /** The queue that it was sent to first. */
  readonly queue: string;
  readonly sentAt: number;
  /** As large as this, unless it cannot be so small. */
  readonly bytes: number;
  readonly reason: Reason | undefined;
  /** Of a message that a function or a topic could not deliver. */
  readonly sender?: 'function' | 'topic' | undefined;
  readonly topicArn?: string | undefined;
};

const text = (value: string): MessageAttribute => ({DataType: 'String', StringValue: value});

/** The body and the attributes of a message: the same ones whenever they are made. */
export function contentOf(making: Making): Content {
  const {seed, queue, sentAt, bytes, reason, sender} = making;
  const values = valuesOf(seed);
  const at = new Date(sentAt).toISOString();
  const kind = kindOf(queue);
  const isMisshapen = reason?.carriedIn === 'shape';
  const inner = isMisshapen ? kind.misshapen(values, at) : kind.body(values, at);
  const told = reason && !isMisshapen ? wordsOf(reason.reason, values) : undefined;
  const body = sender === 'topic' ? envelope(inner, making.topicArn ?? '', values, at) : inner;
  const inBody = reason?.carriedIn === 'body' && sender === undefined;
  const whole: Body =
    told !== undefined && inBody ? {...body, error: {name: codeOf(reason.reason), message: told}} : body;
  return {
    body: filled(whole, bytes, values),
    attributes: {
      ...(sender === undefined && {eventType: text(kind.event), correlationId: text(values.uuid())}),
      ...(sender !== undefined && senderAttributes(told, sender, values)),
      ...(sender === undefined &&
        told !== undefined &&
        !inBody && {ErrorCode: text(codeOf(reason?.reason ?? '')), ErrorMessage: text(told)}),
    },
    traceHeader:
      values.draw() < 0.5
        ? `Root=1-${values.text(8, '0123456789abcdef')}-${values.text(24, '0123456789abcdef')}`
        : undefined,
  };
}

/** What Lambda and SNS add to what they could not deliver. Lambda guide, "Dead-letter queues"; SNS guide, the same. */
function senderAttributes(
  told: string | undefined,
  sender: 'function' | 'topic',
  values: Values,
): Content['attributes'] {
  const code = sender === 'function' ? '200' : '403';
  return {
    RequestID: text(values.uuid()),
    ErrorCode: sender === 'function' ? {DataType: 'Number', StringValue: code} : text(code),
    ErrorMessage: text(told ?? 'Unknown error'),
  };
}

function envelope(inner: Body, topicArn: string, values: Values, at: string): Body {
  return {
    Type: 'Notification',
    MessageId: values.uuid(),
    TopicArn: topicArn,
    Message: JSON.stringify(inner),
    Timestamp: at,
    SignatureVersion: '1',
  };
}

/** Filled up with the kind of thing that nobody reads. */
function filled(body: Body, bytes: number, values: Values): string {
  const bare = JSON.stringify(body);
  const room = bytes - bare.length - ',"signature":""'.length;
  // What fills is drawn once and repeated: a large body costs no more than a small one.
  return room > 0
    ? JSON.stringify({
        ...body,
        signature: values
          .text(Math.min(room, 88))
          .repeat(Math.ceil(room / 88))
          .slice(0, room),
      })
    : bare;
}
