import {run} from '../source/cli.ts';

process.exitCode = await run(process.argv.slice(2), {
  openConsole: async options => (await import('../panels/console.tsx')).runConsole(options),
  keyTable: async () => (await import('../panels/keys/table.ts')).keyTable,
});
