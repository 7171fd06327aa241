import {defineConfig} from 'vitest/config';

const elsewhere = ['test/referee/**', 'test/bench/**'];

/** Those that start programs, and one that sends signals to its own process, which Ink's listeners would end. */
const alone = [
  'test/terminal/**/*.test.ts',
  'test/commands/**/*.test.ts',
  'test/services/alarms/test/drill.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    maxConcurrency: 2,
    maxWorkers: 2,
    hookTimeout: 20_000,
    projects: [
      {extends: true, test: {name: 'alone', include: alone, exclude: elsewhere}},
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...elsewhere, ...alone],
          // No test leaves anything behind, and what they import takes longer to load than most of them to run.
          isolate: false,
          // Snapshots and simulated accounts are young and many: with more room for them less is collected.
          execArgv: ['--max-semi-space-size=64'],
        },
      },
    ],
  },
});
