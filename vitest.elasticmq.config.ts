import {defineConfig} from 'vitest/config';

/** Move tasks against ElasticMQ, for whoever has Java and Maven. */
export default defineConfig({
  test: {include: ['test/referee/elasticmq/*.elasticmq.ts'], testTimeout: 60_000, hookTimeout: 300_000},
});
