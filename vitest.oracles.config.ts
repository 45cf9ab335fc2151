/** Tests against real network servers, installed on their own: `npm run test:oracles`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/oracles/*.test.ts'],
    globalSetup: ['tests/browser/build.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
