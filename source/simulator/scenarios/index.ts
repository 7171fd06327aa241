import {readFile} from 'node:fs/promises';
import {parse, TomlError} from 'smol-toml';
import * as v from 'valibot';
import {didYouMean} from '../../text/nearest.ts';
import {lineOf} from './locate.ts';
import {ScenarioProblem} from './problem.ts';
import {type Scenario, type ScenarioSource, scenarioSchema} from './schema.ts';

export {scenarioStart} from './start.ts';

const builtIn: ReadonlyMap<string, () => Promise<ScenarioSource>> = new Map([
  ['black-friday', async () => (await import('./black-friday.ts')).blackFriday],
  ['calm', async () => (await import('./calm.ts')).calm],
  ['cold-archive', async () => (await import('./cold-archive.ts')).coldArchive],
  ['expired-credentials', async () => (await import('./expired-credentials.ts')).expiredCredentials],
  ['huge', async () => (await import('./huge.ts')).huge],
  ['lagging-consumer', async () => (await import('./lagging-consumer.ts')).laggingConsumer],
  ['no-permissions', async () => (await import('./no-permissions.ts')).noPermissions],
  ['poison-pill', async () => (await import('./poison-pill.ts')).poisonPill],
  ['throttled-account', async () => (await import('./throttled-account.ts')).throttledAccount],
]);

export const scenarioNames: readonly string[] = [...builtIn.keys()];

/** The scenario of that name, or the one in that .toml file. */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const source = builtIn.get(nameOrPath);
  if (source) return v.parse(scenarioSchema, await source());
  if (nameOrPath.endsWith('.toml')) return readScenario(nameOrPath);
  throw new ScenarioProblem(
    `There is no scenario named ${nameOrPath}.${didYouMean(nameOrPath, scenarioNames)} Give one of ${scenarioNames.join(', ')}, or the path of a .toml file.`,
  );
}

async function readScenario(path: string): Promise<Scenario> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ScenarioProblem(`The scenario ${path} cannot be read: ${reasonOf(error)}.`);
  });
  const result = v.safeParse(scenarioSchema, parsed(path, text));
  if (result.success) return result.output;
  const issue = result.issues[0];
  const keys = (issue.path ?? []).map(step => step.key as string | number);
  const line = lineOf(text, keys);
  const where = keys.length === 0 ? '' : ` at ${keys.join('.')}`;
  throw new ScenarioProblem(
    `The scenario ${path} is wrong${where}${line ? ` (line ${line})` : ''}: ${issue.message}.`,
  );
}

function parsed(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const summary = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '');
    throw new ScenarioProblem(
      `The scenario ${path} is not TOML: line ${error.line}, column ${error.column}: ${summary}.`,
    );
  }
}

const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'there is no such file'
    : String(error);
