/** Tests in Debian's Chromium: `npm run test:browser`. With UPDATE_PICTURES=1 they renew docs/pictures. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/browser/*.test.ts'],
    globalSetup: ['tests/browser/build.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
