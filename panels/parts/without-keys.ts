/** What stands in a file where a partition key stands on the screen. */
const unwritten = '(key not written)';

const keyLine = /^(\s+[\d.]+%\s+).*?((?:, [\d.,kM]+ (?:MB|records)\/s accepted)?)$/u;

/**
 * A line of a sample without the partition key in it: keys can be personal data, and are for the screen alone. The
 * lines with keys are those that are indented.
 */
export function withoutKeys(line: string): string {
  if (!/^\s/u.test(line)) return line;
  const [, share, demand = ''] = keyLine.exec(line) ?? [];
  return share === undefined ? `  ${unwritten}` : `${share}${unwritten}${demand}`;
}
