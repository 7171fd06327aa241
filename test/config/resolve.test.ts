import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {KnownNames} from '../../source/config/check-file.ts';
import {parseConfigFile} from '../../source/config/file.ts';
import {type Flags, type Resolved, resolveConfig} from '../../source/config/index.ts';

const usual = {keys: ['open', 'filter', 'quit'], thresholds: ['lossSoonHours', 'hotUtilization']};
const path = '/home/kim/.config/hotshard/config.toml';

type Said = {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly toml?: string;
  readonly known?: KnownNames;
};

function resolved({flags = {}, env = {}, toml, known = usual}: Said): Resolved {
  const parsed = toml === undefined ? {file: undefined} : parseConfigFile(path, toml);
  return 'problem' in parsed
    ? {problems: [parsed.problem]}
    : resolveConfig({flags, env, file: parsed.file, known});
}

function configOf(said: Said) {
  const result = resolved(said);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result;
}

const problemsOf = (said: Said): readonly string[] => {
  const result = resolved(said);
  return 'problems' in result ? result.problems : [];
};

test('with nothing said, the defaults hold', () => {
  const {config, origins} = configOf({});
  expect(config).toEqual({
    profile: undefined,
    regions: [],
    endpointUrl: undefined,
    interval: 60,
    readOnly: false,
    allowSampling: false,
    budget: 0.5,
    color: true,
    ascii: false,
    slow: false,
    incremental: true,
    log: undefined,
    keys: {},
    thresholds: {},
  });
  expect(origins.interval).toEqual({kind: 'default', name: 'default'});
});

describe('who is heard', () => {
  const toml = 'profile = "file"\ninterval = 30\n';

  test('flags before environment before file', () => {
    const env = {HOTSHARD_PROFILE: 'environment'};
    expect(configOf({toml}).config.profile).toBe('file');
    expect(configOf({toml, env}).config.profile).toBe('environment');
    expect(configOf({toml, env, flags: {profile: 'flag'}}).config.profile).toBe('flag');
  });

  test('every value says where it came from', () => {
    const {origins} = configOf({toml, env: {AWS_REGION: 'eu-west-1'}, flags: {budget: 2}});
    expect(origins.interval).toEqual({kind: 'file', name: `${path}:2:1`});
    expect(origins.region).toEqual({kind: 'environment', name: 'AWS_REGION'});
    expect(origins.budget).toEqual({kind: 'flag', name: '--budget'});
  });

  test('our own variables before those of AWS, and AWS_REGION before AWS_DEFAULT_REGION', () => {
    const aws = {AWS_PROFILE: 'a', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2'};
    expect(configOf({env: aws}).config).toMatchObject({profile: 'a', regions: ['us-east-1']});
    const own = {...aws, HOTSHARD_PROFILE: 'b', HOTSHARD_REGION: 'eu-west-1,eu-north-1'};
    expect(configOf({env: own}).config).toMatchObject({profile: 'b', regions: ['eu-west-1', 'eu-north-1']});
  });

  test('an empty variable is one that is not set', () => {
    expect(configOf({env: {AWS_PROFILE: '', HOTSHARD_INTERVAL: '', NO_COLOR: ''}}).config).toMatchObject({
      profile: undefined,
      interval: 60,
      color: true,
    });
  });

  test('whatever is said in three places, the first of them that speaks wins', () => {
    const maybe = fc.option(fc.integer({min: 1, max: 1000}), {nil: undefined});
    fc.assert(
      fc.property(maybe, maybe, maybe, (flag, variable, inFile) => {
        const {config} = configOf({
          flags: {interval: flag},
          env: variable === undefined ? {} : {HOTSHARD_INTERVAL: String(variable)},
          toml: inFile === undefined ? '' : `interval = ${inFile}`,
        });
        expect(config.interval).toBe(flag ?? variable ?? inFile ?? 60);
      }),
    );
  });
});

describe('regions', () => {
  test('are one or several, each once', () => {
    expect(configOf({flags: {region: 'us-east-1, eu-west-1,us-east-1'}}).config.regions).toEqual([
      'us-east-1',
      'eu-west-1',
    ]);
    expect(configOf({toml: 'region = "us-east-1"'}).config.regions).toEqual(['us-east-1']);
    expect(configOf({toml: 'region = ["us-east-1", "eu-west-1"]'}).config.regions).toHaveLength(2);
  });
});

describe('read-only', () => {
  test('of the file cannot be undone by anybody', () => {
    const toml = 'readOnly = true';
    const result = configOf({toml, env: {HOTSHARD_READ_ONLY: 'false'}, flags: {readOnly: false}});
    expect(result.config.readOnly).toBe(true);
    expect(result.origins.readOnly.name).toBe(`${path}:1:1`);
  });

  test('is on when anybody asks for it', () => {
    expect(configOf({toml: 'readOnly = false', flags: {readOnly: true}}).config.readOnly).toBe(true);
    expect(configOf({env: {HOTSHARD_READ_ONLY: '1'}}).config.readOnly).toBe(true);
    expect(configOf({toml: 'readOnly = false'}).config.readOnly).toBe(false);
  });
});

describe('the terminal', () => {
  test('NO_COLOR takes colour away, and so does a dumb terminal', () => {
    expect(configOf({env: {NO_COLOR: '1'}}).config.color).toBe(false);
    expect(configOf({env: {TERM: 'dumb'}}).config).toMatchObject({color: false, ascii: true});
    expect(configOf({env: {TERM: 'xterm-256color'}}).config).toMatchObject({color: true, ascii: false});
  });

  test('what a person says about the terminal beats what it says itself', () => {
    expect(configOf({env: {NO_COLOR: '1', HOTSHARD_COLOR: 'yes'}}).config.color).toBe(true);
    expect(configOf({env: {TERM: 'linux'}, toml: 'ascii = false'}).config.ascii).toBe(false);
    expect(configOf({flags: {color: false}, env: {HOTSHARD_COLOR: 'yes'}}).config.color).toBe(false);
  });

  test('a parser that fills in "color: true" has not said anything', () => {
    expect(configOf({flags: {color: true, incremental: true}, env: {NO_COLOR: '1'}}).config.color).toBe(
      false,
    );
  });

  test('a locale that is not UTF-8 means ASCII; no locale at all does not', () => {
    expect(configOf({env: {LANG: 'C'}}).config.ascii).toBe(true);
    expect(configOf({env: {LC_ALL: 'C', LANG: 'en_US.UTF-8'}}).config.ascii).toBe(true);
    expect(configOf({env: {LC_CTYPE: 'C.utf8', LANG: 'C'}}).config.ascii).toBe(false);
    expect(configOf({env: {}}).config.ascii).toBe(false);
  });

  test('SSH alone does not make a link slow', () => {
    expect(configOf({env: {SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'}}).config.slow).toBe(false);
  });
});

describe('the endpoint', () => {
  const one = {AWS_ENDPOINT_URL: 'http://localhost:4566'};

  test('is read from the environment', () => {
    expect(configOf({env: one}).config.endpointUrl).toBe('http://localhost:4566');
  });

  test('is left to the SDK where a service has its own, or where all are to be ignored', () => {
    const own = {...one, AWS_ENDPOINT_URL_KINESIS: 'http://localhost:4567'};
    expect(configOf({env: own}).config.endpointUrl).toBeUndefined();
    const ignored = {...one, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true'};
    expect(configOf({env: ignored}).config.endpointUrl).toBeUndefined();
  });

  test('a flag beats them all', () => {
    const own = {...one, AWS_ENDPOINT_URL_KINESIS: 'http://localhost:4567'};
    expect(configOf({env: own, flags: {endpointUrl: 'http://[::1]:1'}}).config.endpointUrl).toBe(
      'http://[::1]:1',
    );
  });
});

describe('what is wrong is said in a sentence', () => {
  test('a key that is not there, with the nearest one and its place', () => {
    expect(problemsOf({toml: '# mine\n  regoin = "us-east-1"\n'})).toEqual([
      `${path}:2:3: there is no key "regoin". Did you mean "region"?`,
    ]);
  });

  test('TOML that is none', () => {
    expect(problemsOf({toml: 'interval = 30\nprofile = oops\n'})[0]).toMatch(/config\.toml:2:\d+: .+\.$/);
  });

  test('all of it at once', () => {
    const problems = problemsOf({
      toml: [
        'interval = "often"',
        'color = "yes"',
        'endpointUrl = "localhost:4566"',
        'region = []',
        'budget = 0',
        '[keys]',
        'opne = "o"',
        'quit = 7',
        '[thresholds]',
        'hotUtilization = -1',
      ].join('\n'),
    });
    expect(problems.map(problem => problem.replace(`${path}:`, ''))).toEqual([
      '1:1: interval must be a number of seconds from 1 to 86400.',
      '2:1: color must be true or false.',
      '3:1: endpointUrl must be a URL that begins with http:// or https://.',
      '4:1: region must name a region.',
      '5:1: budget must be more than 0 US dollars an hour.',
      '7:1: there is no "opne" in [keys]. Did you mean "open"?',
      '8:1: quit must be a key in quotes, or false for none.',
      '10:1: hotUtilization must be a number that is not negative.',
    ]);
  });

  test('a section that is no table', () => {
    expect(problemsOf({toml: 'keys = "vim"'})).toEqual([
      `${path}:1:1: keys must be a table: write [keys] above its keys.`,
    ]);
  });

  test('a variable or a flag, by its name', () => {
    expect(problemsOf({env: {HOTSHARD_INTERVAL: 'often'}})).toEqual([
      'HOTSHARD_INTERVAL must be a number of seconds from 1 to 86400, not "often".',
    ]);
    expect(problemsOf({env: {HOTSHARD_ASCII: 'ture'}})).toEqual([
      'HOTSHARD_ASCII must be true or false, not "ture".',
    ]);
    expect(problemsOf({flags: {endpointUrl: 'nowhere'}})).toEqual([
      '--endpoint-url must be a URL that begins with http:// or https://, not "nowhere".',
    ]);
    expect(problemsOf({flags: {region: 'us-east-1,'}})[0]).toMatch(/^--region must be the name of a region/);
  });
});

describe('list prices', () => {
  const known = {
    keys: [],
    thresholds: ['prices.s3.GLACIER', 'prices.s3.transition-GLACIER', 'lossSoonHours'],
  };

  test('come from the file, by their service', () => {
    const {config} = configOf({toml: '[prices.s3]\nGLACIER = 0.004\ntransition-GLACIER = 0\n', known});
    expect(config.thresholds).toEqual({'prices.s3.GLACIER': 0.004, 'prices.s3.transition-GLACIER': 0});
  });

  test('are not taken under another name, or from another section', () => {
    const toml =
      '[prices.s3]\nGLACIR = 1\nGLACIER = -1\n[prices.sqs]\nGLACIER = 1\n[thresholds]\n"prices.s3.GLACIER" = 1\n';
    expect(problemsOf({toml, known}).map(problem => problem.replace(`${path}:`, ''))).toEqual([
      '4:1: there is no "sqs" in [prices].',
      '2:1: there is no "GLACIR" in [prices.s3]. Did you mean "GLACIER"?',
      '3:1: GLACIER must be a number that is not negative.',
      '7:1: there is no "prices.s3.GLACIER" in [thresholds].',
    ]);
  });
});

test('keys and thresholds come from the file', () => {
  const toml = '[keys]\nfilter = "f"\nquit = false\n[thresholds]\nlossSoonHours = 12\n';
  const {config, origins} = configOf({toml});
  expect(config.keys).toEqual({filter: 'f', quit: false});
  expect(config.thresholds).toEqual({lossSoonHours: 12});
  expect(origins.keys.name).toBe(path);
});
