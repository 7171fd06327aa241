import {XmlElement as Element, parseXml, type XmlElement} from '@rgrove/parse-xml';
import type {RestRequest} from '../../rest.ts';
import {invalidArgument, malformed} from './errors.ts';

/** A parameter of the query that is a whole number; more than `most` is taken for `most`. */
export function countOf({query}: RestRequest, name: string, most: number, absent = most): number {
  const text = query.get(name);
  if (text === null || text === '') return absent;
  if (!/^\d{1,10}$/.test(text)) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  return Math.min(Number(text), most);
}

export const textOf = ({query}: RestRequest, name: string): string => query.get(name) ?? '';

/** Keys can have characters that XML cannot: clients then ask for them as URLs have them. */
export function isUrlEncoded({query}: RestRequest): boolean {
  const encoding = query.get('encoding-type');
  if (encoding !== null && encoding !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  }
  return encoding === 'url';
}

/** The element that a body consists of. */
export function bodyOf({body}: RestRequest, name: string): XmlElement {
  const root = rootOf(body.toString('utf8'));
  if (root?.name !== name) throw malformed();
  return root;
}

function rootOf(text: string): XmlElement | null {
  try {
    return parseXml(text).root;
  } catch {
    throw malformed();
  }
}

export const childrenOf = (parent: XmlElement, name?: string): readonly XmlElement[] =>
  parent.children.filter(
    (child): child is XmlElement => child instanceof Element && (name === undefined || child.name === name),
  );

export const childOf = (parent: XmlElement, name: string): XmlElement | undefined =>
  childrenOf(parent, name)[0];

export const childText = (parent: XmlElement, name: string): string | undefined =>
  childOf(parent, name)?.text.trim();
