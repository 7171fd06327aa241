/** Needs no quotes in a shell. */
const plain = /^[\w@%+=:,./-]+$/;

const control = /\p{Cc}/u;
const unsafe = /[\\'\p{Cc}]/gu;

/** A word as a shell takes it literally; controls are written out, for they would act on whoever reads them. */
export const quote = (word: string): string => {
  if (plain.test(word)) return word;
  if (control.test(word)) return `$'${word.replaceAll(unsafe, escaped)}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
};

const escaped = (one: string): string =>
  control.test(one) ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : `\\${one}`;

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
