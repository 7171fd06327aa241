import type {Part, Snapshot} from '../monitor/schema.ts';

export type ReadPart = Part & {
  readonly name: string;
  readonly account: string | null;
  readonly region: string;
  readonly profile: string | null;
};

/** Every part of every source: what was read where. */
export const partsOf = (snapshot: Snapshot): readonly ReadPart[] =>
  snapshot.sources.flatMap(({account, region, profile, parts}) =>
    Object.entries(parts).map(([name, part]) => ({...part, name, account, region, profile})),
  );

/** Whether the part shows the world as it was a moment ago. */
export const isFresh = (part: Part): boolean => part.state === 'fresh';

/** What could not be read, one sentence each; what several parts say in the same words is said once. */
export function problemsOf(snapshot: Snapshot): readonly string[] {
  const names = new Map<string, string[]>();
  for (const part of partsOf(snapshot).filter(each => !isFresh(each))) {
    const said = `${placeOf(part)}: ${part.problem ?? `${part.state}.`}`;
    const others = names.get(said) ?? [];
    if (!others.includes(part.name)) names.set(said, [...others, part.name]);
  }
  if (names.size > 0) return [...names].map(([said, parts]) => `${parts.join(', ')} ${said}`);
  // Without a source to blame, the parts of the document still say how they are.
  return Object.entries(snapshot).flatMap(([name, part]) =>
    isPart(part) && !isFresh(part) ? [`${name}: ${part.problem ?? `${part.state}.`}`] : [],
  );
}

const isPart = (value: Snapshot[keyof Snapshot]): value is Extract<Snapshot[keyof Snapshot], Part> =>
  typeof value === 'object' && 'state' in value;

const placeOf = ({account, region}: ReadPart): string =>
  `in ${region}${account === null ? '' : ` of ${accountMark(account)}`}`;

/** An account by its last four digits, as people tell their accounts apart. */
export const accountMark = (account: string, ascii = false): string =>
  `${ascii ? '..' : '··'}${account.slice(-4)}`;
