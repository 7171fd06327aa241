import * as v from 'valibot';

const text = v.pipe(v.string('must be text in quotes'), v.nonEmpty('must not be empty'));
const flag = v.boolean('must be true or false');
const regionName = v.pipe(
  v.string('must be the name of a region, or a list of them'),
  v.regex(/^[a-z][a-z0-9-]*$/, 'must be the name of a region, such as us-east-1'),
);
const regions = v.pipe(
  v.union([v.pipe(v.array(regionName), v.nonEmpty('must name a region')), regionName], issue =>
    Array.isArray(issue.input) && issue.input.length === 0
      ? 'must name a region'
      : 'must be the name of a region, such as us-east-1, or a list of them',
  ),
  v.transform(value => [...new Set(typeof value === 'string' ? [value] : value)]),
);

const asText = (value: string): unknown => value;
const asNumber = (value: string): unknown => (value.trim() === '' ? value : Number(value));
const asList = (value: string): unknown => value.split(',').map(part => part.trim());

/** Every setting that flags, the environment and the file can give: what it takes, and where it is read. */
export const settings = {
  profile: {
    schema: text,
    environment: ['HOTSHARD_PROFILE', 'AWS_PROFILE'],
    flag: '--profile',
    fromText: asText,
  },
  region: {
    schema: regions,
    environment: ['HOTSHARD_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
    flag: '--region',
    fromText: asList,
  },
  endpointUrl: {
    schema: v.pipe(text, v.check(isHttpUrl, 'must be a URL that begins with http:// or https://')),
    environment: ['HOTSHARD_ENDPOINT_URL', 'AWS_ENDPOINT_URL'],
    flag: '--endpoint-url',
    fromText: asText,
  },
  interval: {
    schema: seconds(1, 86_400),
    environment: ['HOTSHARD_INTERVAL'],
    flag: '--interval',
    fromText: asNumber,
  },
  readOnly: {schema: flag, environment: ['HOTSHARD_READ_ONLY'], flag: '--read-only', fromText: asBoolean},
  budget: {
    schema: v.pipe(
      v.number('must be a number of US dollars an hour'),
      v.finite('must be a number of US dollars an hour'),
      v.gtValue(0, 'must be more than 0 US dollars an hour'),
    ),
    environment: ['HOTSHARD_BUDGET'],
    flag: '--budget',
    fromText: asNumber,
  },
  // Of the file alone: who makes a console read only decides this too.
  allowSampling: {schema: flag, environment: [], flag: 'allowSampling', fromText: asBoolean},
  color: {schema: flag, environment: ['HOTSHARD_COLOR'], flag: '--no-color', fromText: asBoolean},
  ascii: {schema: flag, environment: ['HOTSHARD_ASCII'], flag: '--ascii', fromText: asBoolean},
  slow: {schema: flag, environment: ['HOTSHARD_SLOW'], flag: '--slow', fromText: asBoolean},
  incremental: {
    schema: flag,
    environment: ['HOTSHARD_INCREMENTAL'],
    flag: '--no-incremental',
    fromText: asBoolean,
  },
  log: {schema: text, environment: ['HOTSHARD_LOG'], flag: '--log', fromText: asText},
} as const;

type Settings = typeof settings;
export type SettingName = keyof Settings;
export type SettingValue<Name extends SettingName> = v.InferOutput<Settings[Name]['schema']>;

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** The value, or why it is none, as the end of a sentence that begins with its name. */
export function checkSetting<Name extends SettingName>(
  name: Name,
  raw: unknown,
): {readonly value: SettingValue<Name>} | {readonly problem: string} {
  const result = v.safeParse<Settings[Name]['schema']>(settings[name].schema, raw);
  return result.success ? {value: result.output} : {problem: result.issues[0].message};
}

function seconds(least: number, most: number) {
  const message = `must be a number of seconds from ${least} to ${most}`;
  return v.pipe(v.number(message), v.minValue(least, message), v.maxValue(most, message));
}

function asBoolean(value: string): unknown {
  const word = value.trim().toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  return ['false', '0', 'no', 'off'].includes(word) ? false : value;
}

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && ['http:', 'https:'].includes(url.protocol);
}
