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

/** What could not be read, one sentence each; what two sources say in the same words is said once. */
export function problemsOf(snapshot: Snapshot): readonly string[] {
  const parts = partsOf(snapshot).filter(part => !isFresh(part));
  const sentences = parts.map(part => `${nameOf(part)}: ${part.problem ?? `${part.state}.`}`);
  const whole = snapshot.kinesis;
  if (sentences.length === 0 && whole && !isFresh(whole)) {
    sentences.push(`kinesis: ${whole.problem ?? `${whole.state}.`}`);
  }
  return [...new Set(sentences)];
}

const nameOf = ({name, account, region}: ReadPart): string =>
  `${name} in ${region}${account === null ? '' : ` of ${accountMark(account)}`}`;

/** An account by its last four digits, as people tell their accounts apart. */
export const accountMark = (account: string, ascii = false): string =>
  `${ascii ? '..' : '··'}${account.slice(-4)}`;
