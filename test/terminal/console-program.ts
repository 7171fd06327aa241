import {createHash} from 'node:crypto';
import {mkdir, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {build} from 'esbuild';
import type {Terminal, TerminalOptions} from './harness.ts';
import {openTerminal} from './harness.ts';
import {root} from './product.ts';
import type {ConsoleProgramOptions} from './programs/console.ts';

const cache = path.join(root, 'node_modules/.cache/terminal');

/**
 * The console on data that the test controls: ten thousand rows, a change of one row, a bug. The program is the
 * real console with a monitor of the test's own; `terminal.kill('SIGUSR2')` makes it publish the next document.
 */
export async function openConsole(
  program: ConsoleProgramOptions = {},
  options: Omit<TerminalOptions, 'args' | 'command'> = {},
): Promise<Terminal> {
  const file = await builtConsole();
  const env = {NODE_COMPILE_CACHE: path.join(cache, 'compiled'), ...options.env};
  return openTerminal({...options, env, args: [file, JSON.stringify(program)]});
}

let built: Promise<string> | undefined;

/** Built once a process, under a name that says what is in it. */
function builtConsole(): Promise<string> {
  built ??= buildConsole();
  return built;
}

async function buildConsole(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [path.join(import.meta.dirname, 'programs/console.ts')],
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.12',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    define: {'process.env.NODE_ENV': '"production"'},
    alias: {'react-devtools-core': path.join(root, 'scripts/no-devtools.js')},
    banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('The test console was not built.');
  await mkdir(cache, {recursive: true});
  const file = path.join(cache, `console-${createHash('sha256').update(output.contents).digest('hex')}.mjs`);
  await writeFile(`${file}.${process.pid}`, output.contents);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
