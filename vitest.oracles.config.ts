/** Tests against real network servers, installed on their own: `npm run test:oracles`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // What was compiled once is kept in node_modules: a run of one file took most of its time for that.
    experimental: { fsModuleCache: true },
    include: ['tests/oracles/*.test.ts'],
    globalSetup: ['tests/browser/build.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
