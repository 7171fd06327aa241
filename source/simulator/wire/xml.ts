const times = new Set(['Timestamp', 'Timestamps']);

/** A JSON value as the members of an XML element, lists as `<member>`, times as ISO 8601. */
export function xmlMembers(value: unknown, name = ''): string {
  if (Array.isArray(value)) return value.map(item => element('member', xmlMembers(item, name))).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => element(key, xmlMembers(item, key)))
      .join('');
  }
  if (typeof value === 'number' && times.has(name)) return new Date(value * 1000).toISOString();
  return escapeXml(String(value));
}

export const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

export const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, character => entities[character] ?? character);
