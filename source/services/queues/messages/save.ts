import {closeSync, fsyncSync, openSync, writeFileSync} from 'node:fs';
import {reasonOf, UsageError} from '../../../usage-error.ts';
import type {HeldMessage} from './message.ts';

/** A file that the user named, for whole messages: a JSON line each. */
export type SaveFile = {
  readonly path: string;
  /** Comes back when the disk has them. */
  readonly write: (messages: readonly HeldMessage[]) => void;
  readonly close: () => void;
};

/** Makes the file, for its owner alone. What is there already is never written over. */
export function openSaveFile(path: string): SaveFile {
  const wrong = (error: unknown) =>
    new UsageError(
      isThere(error)
        ? `${path} is there already: name a new file.`
        : `${path} cannot be written: ${reasonOf(error)}.`,
    );
  const guarded = <Value>(write: () => Value): Value => {
    try {
      return write();
    } catch (error) {
      throw wrong(error);
    }
  };
  const file = guarded(() => openSync(path, 'wx', 0o600));
  return {
    path,
    write: messages =>
      guarded(() => {
        writeFileSync(file, messages.map(message => `${JSON.stringify(savedMessage(message))}\n`).join(''));
        fsyncSync(file);
      }),
    close: () => closeSync(file),
  };
}

const isThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** In AWS's words, so that it can be sent again with the AWS CLI; binary values are base64, as the CLI takes them. */
function savedMessage(message: HeldMessage): object {
  const {id, body, attributes, traceHeader, sentAt, groupId, deduplicationId, sequenceNumber} = message;
  return {
    MessageId: id,
    Body: body,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, {DataType, StringValue, BinaryValue}]) => [
        name,
        BinaryValue === undefined
          ? {DataType, StringValue}
          : {DataType, BinaryValue: Buffer.from(BinaryValue).toString('base64')},
      ]),
    ),
    AWSTraceHeader: traceHeader,
    SentTimestamp: sentAt,
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
    SequenceNumber: sequenceNumber,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
}
