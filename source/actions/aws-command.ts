/** Needs no quotes in a shell. */
const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell takes it literally. */
export const quote = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** `aws sqs …` with its words quoted, to be copied. Values that are lists become several words. */
export function awsCommand(
  service: string,
  command: string,
  region: string,
  options: Readonly<Record<string, string | number | readonly string[]>>,
): string {
  const words = Object.entries({...options, region}).flatMap(([name, value]) => [
    `--${name}`,
    ...(typeof value === 'object' ? value : [String(value)]).map(quote),
  ]);
  return ['aws', service, command, ...words].join(' ');
}
