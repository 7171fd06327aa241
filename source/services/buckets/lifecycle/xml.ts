import {parseXml, XmlCdata, XmlElement, XmlText} from '@rgrove/parse-xml';

/**
 * What an XML document says: its root, then each of the root's children, in their order, for that of a lifecycle's
 * rules is kept. The order of members inside of them means nothing, and is lost. Two documents that say the same
 * read the same. Undefined when it is no XML.
 */
export function childrenOf(xml: string): readonly string[] | undefined {
  try {
    const {root} = parseXml(xml);
    if (root === null) return undefined;
    return [`${root.name} ${attributesOf(root)}`, ...meaningsOf(root, {isRoot: true})];
  } catch {
    return undefined;
  }
}

function meaningsOf(element: XmlElement, {isRoot = false} = {}): readonly string[] {
  const inner = element.children.filter(child => child instanceof XmlElement);
  const texts = element.children.filter(child => child instanceof XmlText || child instanceof XmlCdata);
  const text = texts.map(child => child.text).join('');
  // Between elements, blanks only set them apart.
  const isBlank = (isRoot || inner.length > 0) && text.trim() === '';
  const says = JSON.stringify(element.name === 'Date' ? instant(text) : text);
  return [...(isBlank ? [] : [says]), ...inner.map(meaningOfElement)];
}

const meaningOfElement = (element: XmlElement): string =>
  JSON.stringify([element.name, attributesOf(element), ...meaningsOf(element).toSorted()]);

/** The namespace is the same for all of S3, and not everyone names it. */
const attributesOf = ({attributes}: XmlElement): string =>
  JSON.stringify(
    Object.entries(attributes)
      .filter(([name]) => name !== 'xmlns')
      .toSorted(),
  );

/** AWS writes midnight as `00:00:00.000Z`, its SDK as `00:00:00Z`. */
function instant(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}
