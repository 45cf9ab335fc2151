/** Tests against real network servers, installed on their own: `npm run test:oracles`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/oracles/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
