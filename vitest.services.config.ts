import { defineConfig } from 'vitest/config';

/** Tests on real PostgreSQL and Redis servers. They are started for the run; a server that is missing is a failure. */
export default defineConfig({
  test: {
    // What was compiled once is kept in node_modules: a run of one file took most of its time for that.
    experimental: { fsModuleCache: true },
    include: ['tests/services/**/*.test.ts'],
    globalSetup: ['tests/services/setup.ts'],
    // A poll ends by what happens; on a busy machine that takes longer than a second.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 90_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
