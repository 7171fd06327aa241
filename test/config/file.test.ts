import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {configFilePath, readConfigFile} from '../../source/config/index.ts';
import {positionOf} from '../../source/config/position.ts';

describe('where the file is', () => {
  test('in XDG_CONFIG_HOME, and under the home folder without it', () => {
    expect(configFilePath({XDG_CONFIG_HOME: '/etc/xdg', HOME: '/home/kim'})).toBe(
      '/etc/xdg/hotshard/config.toml',
    );
    expect(configFilePath({HOME: '/Users/kim'})).toBe('/Users/kim/.config/hotshard/config.toml');
    expect(configFilePath({XDG_CONFIG_HOME: '', HOME: ''})).toBe(
      join(homedir(), '.config', 'hotshard', 'config.toml'),
    );
  });

  test('a relative XDG_CONFIG_HOME does not count', () => {
    expect(configFilePath({XDG_CONFIG_HOME: 'here', HOME: '/home/kim'})).toBe(
      '/home/kim/.config/hotshard/config.toml',
    );
  });
});

describe('reading the file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotshard-config-'));
  });
  afterAll(() => rm(folder, {recursive: true}));

  test('one that is not there is nothing, unless somebody named it', async () => {
    const path = join(folder, 'absent.toml');
    expect(await readConfigFile(path)).toEqual({file: undefined});
    expect(await readConfigFile(path, {named: true})).toEqual({problem: `${path}: there is no such file.`});
  });

  test('a folder is not a file', async () => {
    expect(await readConfigFile(folder)).toEqual({problem: `${folder}: it cannot be read (EISDIR).`});
  });

  test('gives what it says', async () => {
    const path = join(folder, 'config.toml');
    await writeFile(path, 'interval = 30\n[keys]\nquit = false\n');
    const result = await readConfigFile(path);
    expect('file' in result ? result.file?.table : result).toEqual({interval: 30, keys: {quit: false}});
  });

  test('a mistake has its line and column', async () => {
    const path = join(folder, 'wrong.toml');
    await writeFile(path, 'interval = 30\ninterval = 40\n');
    expect(await readConfigFile(path)).toEqual({
      problem: expect.stringMatching(/wrong\.toml:2:\d+: .+\.$/),
    });
  });
});

describe('the place of a key', () => {
  const text = [
    'profile = "a"',
    'keys.open = "o"',
    '[thresholds]',
    '  "hot utilization" = 1',
    'inline = {deep = 1}',
  ].join('\n');

  test.each([
    [['profile'], ':1:1'],
    [['keys', 'open'], ':2:1'],
    [['keys'], ':2:1'],
    [['thresholds'], ':3:1'],
    [['thresholds', 'hot utilization'], ':4:3'],
    [['thresholds', 'inline', 'deep'], ':5:1'],
    [['absent'], ''],
  ])('%j is at "%s"', (keys, place) => {
    expect(positionOf(text, keys)).toBe(place);
  });
});
