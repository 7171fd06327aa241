export type Sample = {readonly labels: Readonly<Record<string, string>>; readonly value: number | null};
export type Family = {readonly name: string; readonly help: string; readonly samples: readonly Sample[]};

/** Families as exposition text; a family without a known number is not there at all. */
export function expose(families: readonly Family[]): string {
  const lines = families.flatMap(({name, help, samples}) => {
    const known = seriesOf(name, samples);
    return known.length === 0 ? [] : [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} gauge`, ...known];
  });
  return `${lines.join('\n')}\n`;
}

/** One line for each set of labels: the same series twice would make the whole text invalid. */
function seriesOf(name: string, samples: readonly Sample[]): readonly string[] {
  const series = new Map<string, number>();
  for (const {labels, value} of samples) {
    if (value === null || !Number.isFinite(value)) continue;
    const key = name + labelText(labels);
    if (!series.has(key)) series.set(key, value);
  }
  return [...series].map(([key, value]) => `${key} ${value}`);
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

/** The format would allow other controls as they are; a terminal that shows the text would act upon them. */
const controls = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const escapeLabel = (text: string): string =>
  escapeHelp(text.toWellFormed().replace(controls, '')).replaceAll('"', '\\"');
