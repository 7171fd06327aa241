// Bundles the program into one file. What it imports dynamically (the screens, each AWS client, the simulated
// account) is in that file too, and runs when it is first needed.
import {rm} from 'node:fs/promises';
import {build} from 'esbuild';

await rm('build', {recursive: true, force: true});
await build({
  entryPoints: {main: 'bin/main.ts'},
  outdir: 'build',
  bundle: true,
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  platform: 'node',
  target: 'node22.12',
  format: 'esm',
  // The ES builds of the AWS clients: the others cannot be shaken.
  mainFields: ['module', 'main'],
  define: {'process.env.NODE_ENV': '"production"'},
  // Ink loads React's developer tools when DEV is set; the program does not carry them.
  alias: {'react-devtools-core': './scripts/no-devtools.js'},
  // Bundled CommonJS calls require for Node's own modules.
  banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
  logLevel: 'warning',
});
