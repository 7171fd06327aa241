import {run} from '../source/cli.ts';

const exitCode = await run(process.argv.slice(2), {
  openConsole: async options => (await import('../panels/console.tsx')).runConsole(options),
  keyTable: async () => (await import('../panels/keys/table.ts')).keyTable,
});

// Everything is written by now; what a credential process still does is not waited for.
process.exit(exitCode);
