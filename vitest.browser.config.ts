/** Tests in Debian's Chromium: `npm run test:browser`. With UPDATE_PICTURES=1 they renew docs/pictures. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // What was compiled once is kept in node_modules: a run of one file took most of its time for that.
    experimental: { fsModuleCache: true },
    include: ['tests/browser/*.test.ts'],
    globalSetup: ['tests/browser/build.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // Each file has a bot, a folder and a browser of its own.
    maxWorkers: 2,
  },
});
