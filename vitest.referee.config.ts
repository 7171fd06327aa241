import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/referee/**/*.test.ts'],
    globalSetup: ['test/referee/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
