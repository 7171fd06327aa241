import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {start} from '../program.ts';

export type ElasticMq = {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly end: () => Promise<void>;
};

const run = promisify(execFile);
const here = import.meta.dirname;
const jars = join(here, '../../../node_modules/.cache/elasticmq-1.6.11');

/** Starts ElasticMQ, an SQS with move tasks that others wrote, on loopback; ready when this resolves. */
export async function startElasticMq(): Promise<ElasticMq> {
  await needs('java', ['-version'], 'a Java development kit, 17 or newer (Debian: openjdk-17-jdk-headless)');
  if (!existsSync(jars)) await fetchJars();
  // Java compiles a single source file by itself.
  const program = start('java', ['-cp', join(jars, '*'), join(here, 'Serve.java')]);
  const [, port] = await program.says(/Listening on (\d+)/);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    accountId: '123456789012',
    end: program.end,
  };
}

async function fetchJars(): Promise<void> {
  await needs('mvn', ['-version'], 'Maven (Debian: maven), which reaches Maven Central');
  const copy = ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies'];
  try {
    await run('mvn', [...copy, `-DoutputDirectory=${jars}`]);
  } catch (cause) {
    await rm(jars, {recursive: true, force: true});
    throw new Error('Maven could not fetch ElasticMQ: does it reach Maven Central?', {cause});
  }
}

async function needs(command: string, args: readonly string[], what: string): Promise<void> {
  await run(command, args).catch((cause: unknown) => {
    throw new Error(`This suite did not run: it needs ${what}; there is no ${command} here.`, {cause});
  });
}
