import {createHash} from 'node:crypto';
import type {XmlElement} from '@rgrove/parse-xml';
import {invalidArgument, invalidRequest, malformed} from '../errors.ts';
import {childOf, childrenOf, childText} from '../parameters.ts';
import {checkActions} from './actions.ts';

const mostRules = 1000;
const mostIdCharacters = 255;
const predicates = ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'And'];

/** What S3 refuses of a lifecycle configuration. PutBucketLifecycleConfiguration, API reference and user guide. */
export function checkRules(root: XmlElement): void {
  const rules = childrenOf(root);
  if (rules.length === 0 || rules.length > mostRules || rules.some(({name}) => name !== 'Rule')) {
    throw malformed();
  }
  const ids = new Set<string>();
  for (const rule of rules) {
    const id = childText(rule, 'ID') ?? '';
    if (id.length > mostIdCharacters) {
      throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID');
    }
    if (id !== '' && ids.has(id)) {
      throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', id);
    }
    ids.add(id);
    const status = childText(rule, 'Status');
    if (status !== 'Enabled' && status !== 'Disabled') throw malformed();
    checkActions(rule, checkFilter(rule));
  }
}

/** What a rule is about, as the messages of S3 name it, and whether tags are part of it. */
export type Scope = {readonly words: string; readonly hasTags: boolean};

function checkFilter(rule: XmlElement): Scope {
  const filter = childOf(rule, 'Filter');
  const ofRule = childOf(rule, 'Prefix');
  if ((filter === undefined) === (ofRule === undefined)) throw malformed();
  const asked = filter ? childrenOf(filter) : [];
  const [only] = asked;
  if (asked.length > 1 || (only && !predicates.includes(only.name))) throw malformed();
  const together = only?.name === 'And' ? childrenOf(only) : asked;
  if (only?.name === 'And' && together.length < 2) throw malformed();
  checkSizes(together);
  const prefix = ofRule?.text ?? together.find(({name}) => name === 'Prefix')?.text ?? '';
  return {words: `(prefix=${prefix})`, hasTags: together.some(({name}) => name === 'Tag')};
}

function checkSizes(together: readonly XmlElement[]): void {
  const sizeOf = (name: string) => together.find(each => each.name === name)?.text;
  const [more, less] = [sizeOf('ObjectSizeGreaterThan'), sizeOf('ObjectSizeLessThan')];
  if ([more, less].some(size => size !== undefined && !/^\d+$/.test(size))) throw malformed();
  if (more === undefined || less === undefined || Number(more) < Number(less)) return;
  throw invalidRequest("'ObjectSizeGreaterThan' has to be a value less than 'ObjectSizeLessThan'");
}

/** The configuration as it was put, with an id for each rule that has none: S3 makes one up. */
export function withIds(xml: string, root: XmlElement): string {
  const rules = childrenOf(root, 'Rule');
  let index = -1;
  return xml.replaceAll(/<Rule(?:\s[^>]*)?>/g, tag => {
    index += 1;
    const rule = rules[index];
    if (!rule || childOf(rule, 'ID')) return tag;
    return `${tag}<ID>${createHash('md5').update(`${index} ${xml}`).digest('base64url')}</ID>`;
  });
}
