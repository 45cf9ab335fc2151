import { statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** These need more than npm (servers, a browser); their scripts name them one by one. */
const ELSEWHERE = ['tests/services/**', 'tests/browser/**', 'tests/oracles/**', 'node_modules/**'];
/** What it tests is done when a library is first loaded, so it must be the first to load it. */
const ALONE = ['tests/kit/proxies.test.ts'];

/** Bytes: several times what two workers keep at once. */
const ROOM = 4e9;

export default defineConfig({
  test: {
    // What was compiled once is kept in node_modules: a run of one file took most of its time for that.
    experimental: { fsModuleCache: true },
    // Set-ups make a database, which takes a busy machine its time.
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // A poll ends by what happens; on a busy machine that takes longer than a second.
    expect: { poll: { timeout: 15_000, interval: 10 } },
    maxWorkers: 2,
    env: temporaryFolder(),
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts', 'packages/*/tests/**/*.test.ts'],
          exclude: [...ELSEWHERE, ...ALONE],
          // The files that a worker runs share what they import: loading it anew for each took half of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true } },
    ],
  },
});

/** Databases are copied by the hundred, files by the thousand: where memory has room, that takes a tenth of a disk's time. */
function temporaryFolder(): Record<string, string> {
  const folder = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM ? { TMPDIR: folder } : {};
  } catch {
    return {};
  }
}
