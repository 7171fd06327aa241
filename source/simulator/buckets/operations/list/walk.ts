export type Question<Item> = {
  /** What follows a key, in the order of the keys. */
  readonly from: (after: string) => Iterable<Item>;
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  readonly after: string;
  readonly most: number;
};

export type Walked<Item> = {
  readonly items: readonly Item[];
  readonly folders: readonly string[];
  /** After which key the next page begins; undefined when there is no more. */
  readonly next: string | undefined;
};

/** After every key that begins with this: no character comes after the last one of Unicode. */
const pastAll = '\u{10FFFF}';
export const pastFolder = (folder: string): string => folder + pastAll;

/** One page of a list, its folders gathered. What is in a folder is not looked at: the list goes on behind it. */
export function walk<Item extends {readonly key: string}>(question: Question<Item>): Walked<Item> {
  const {from, most} = question;
  const items: Item[] = [];
  const folders: string[] = [];
  let after = question.after;
  if (most < 1) return {items, folders, next: undefined};
  for (;;) {
    let isBehindFolder = false;
    for (const item of from(after)) {
      const folder = folderOf(item.key, question);
      if (folder !== undefined && folder === folders.at(-1)) continue;
      if (items.length + folders.length >= most) return {items, folders, next: after};
      if (folder === undefined) {
        items.push(item);
        after = item.key;
        continue;
      }
      folders.push(folder);
      after = pastFolder(folder);
      isBehindFolder = true;
      break;
    }
    if (!isBehindFolder) return {items, folders, next: undefined};
  }
}

function folderOf(key: string, {prefix, delimiter}: Question<unknown>): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
