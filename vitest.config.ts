import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // These need more than npm (servers, a browser); their scripts name them one by one.
    exclude: ['tests/services/**', 'tests/browser/**', 'tests/oracles/**', 'node_modules/**'],
    // A poll ends by what happens; on a busy machine that takes longer than a second.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 40_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // The files that a worker runs share what they import: loading it anew for each took half of the time.
    isolate: false,
  },
});
