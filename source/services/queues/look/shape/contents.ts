import type {HeldMessage} from '../../messages/message.ts';
import {documentIn, isObject, type Json, opened} from './json.ts';

/** What of a message tells how it failed. */
export type Content = Pick<HeldMessage, 'body' | 'attributes' | 'deadLetterSource'>;

/** Text attributes by their names; binary ones say nothing. */
export const attributesIn = ({attributes}: Content): Json =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, {StringValue: text}]) =>
      text === undefined ? [] : [[name, text]],
    ),
  );

/** The document in the body, taken out of the envelope of SNS; undefined where it is text. */
export function documentInBody(body: string): Json | undefined {
  const found = documentIn(body);
  if (found === undefined) return leavesOfMarkup(body);
  const isNotification =
    isObject(found) && found.Type === 'Notification' && typeof found.TopicArn === 'string';
  const inner = isNotification && found.Message !== undefined ? opened(found.Message) : found;
  return typeof inner === 'string' ? found : inner;
}

export const isMarkup = (body: string): boolean => /^\s*<[?!\p{L}]/u.test(body);

const mostRead = 200_000;

/** The elements of an XML document that hold text only, by name. */
function leavesOfMarkup(body: string): Json | undefined {
  if (!isMarkup(body)) return undefined;
  const leaves: Record<string, string> = {};
  for (const [, name = '', text = ''] of body
    .slice(0, mostRead)
    .matchAll(/<([\p{L}_][\p{L}\p{N}_.:-]*)(?:\s[^<>]*)?>([^<>]+)<\//gu)) {
    const local = name.slice(name.indexOf(':') + 1);
    if (text.trim() !== '') leaves[local] ??= text.trim();
  }
  return Object.keys(leaves).length === 0 ? undefined : leaves;
}
