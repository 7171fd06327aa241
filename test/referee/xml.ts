import type {Model} from './model.ts';

/** An element of an answer in XML: what it holds is text or elements, never both. */
type Element = {readonly name: string; readonly text: string; readonly children: readonly Element[]};

export function parseXml(xml: string): Element {
  const root = {name: '', text: '', children: [] as Element[]};
  const open: {name: string; text: string; children: Element[]}[] = [root];
  for (const [, closing, name = '', text] of xml.matchAll(/<(\/?)([\w.]+)[^>]*>|([^<]+)/g)) {
    const current = open.at(-1) ?? root;
    if (text !== undefined) current.text += unescapeXml(text);
    else if (closing === '/') {
      if (current.name !== name) throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
    } else {
      const child = {name, text: '', children: []};
      current.children.push(child);
      open.push(child);
    }
  }
  const [document] = root.children;
  if (!document || open.length > 1) throw new Error(`This is no whole document: ${xml}`);
  return document;
}

export const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find(child => child.name === name);

/**
 * What an element means by the shape that the model gives it, as JSON has it. Elements that the model does not
 * know keep their name, so that they are found out.
 */
export function meaningOf(model: Model, shapeName: string, element: Element): unknown {
  const shape = model.shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return structureOf(model, shapeName, element);
    case 'list':
      return element.children.map(item =>
        item.name === (shape.member?.locationName ?? 'member')
          ? meaningOf(model, shape.member?.shape ?? '', item)
          : undefined,
      );
    case 'map':
      return mapOf(model, shapeName, element.children);
    case 'boolean':
      return element.text === 'true' ? true : element.text === 'false' ? false : element.text;
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return Number(element.text);
    case 'timestamp':
      return Date.parse(element.text) / 1000;
    default:
      return element.children.length > 0 ? element.children : element.text;
  }
}

function structureOf(
  model: Model,
  shapeName: string,
  {children}: Element,
): Readonly<Record<string, unknown>> {
  const members = Object.entries(model.shapes[shapeName]?.members ?? {});
  const found: Record<string, unknown> = {};
  for (const child of children) {
    const known = members.find(([name, member]) => {
      const {flattened, member: item} = model.shapes[member.shape] ?? {};
      return child.name === ((flattened ? item?.locationName : undefined) ?? member.locationName ?? name);
    });
    const [name, member] = known ?? [child.name, {shape: ''}];
    const shape = model.shapes[member.shape];
    if (shape?.flattened && shape.type === 'list') {
      const before = (found[name] ?? []) as readonly unknown[];
      found[name] = [...before, meaningOf(model, shape.member?.shape ?? '', child)];
    } else if (shape?.flattened && shape.type === 'map') {
      found[name] = {...(found[name] ?? {}), ...mapOf(model, member.shape, [child])};
    } else found[name] = meaningOf(model, member.shape, child);
  }
  return found;
}

function mapOf(
  model: Model,
  shapeName: string,
  entries: readonly Element[],
): Readonly<Record<string, unknown>> {
  const {key, value} = model.shapes[shapeName] ?? {};
  return Object.fromEntries(
    entries.map(entry => {
      const name = childOf(entry, key?.locationName ?? 'key')?.text ?? '';
      const held = childOf(entry, value?.locationName ?? 'value');
      return [name, held && meaningOf(model, value?.shape ?? '', held)];
    }),
  );
}

const entities: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};

const unescapeXml = (text: string): string =>
  text.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
