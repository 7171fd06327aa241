import {defineConfig} from 'vitest/config';

/** The long proofs. SOAK=small runs them with small counts. */
export default defineConfig({
  test: {include: ['test/soak/**/*.soak.ts'], testTimeout: 3_600_000, hookTimeout: 60_000, maxWorkers: 2},
});
