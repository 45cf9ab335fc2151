import { defineConfig } from 'vitest/config';

/** Tests on real PostgreSQL and Redis servers. They are started for the run; a server that is missing is a failure. */
export default defineConfig({
  test: {
    include: ['tests/services/**/*.test.ts'],
    globalSetup: ['tests/services/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
