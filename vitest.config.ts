import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/referee/**', 'test/bench/**'],
    testTimeout: 20_000,
    maxConcurrency: 2,
    maxWorkers: 2,
    hookTimeout: 20_000,
  },
});
