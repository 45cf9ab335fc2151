/**
 * `npm run faults:sanctions -- --runs N --seed S [--from K] [--two]`: kills a moderating process at every step, loses answers,
 * and counts what must not be. One JSON line at the end; what was found goes to stderr.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '../../../src/kit/log.ts';
import { packageRoot } from '../../../src/kit/root.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import { createDatabase, makePostgres } from '../../services/services.ts';
import { judge } from './judge.ts';
import type { Server } from './lives.ts';
import { play } from './run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** The first run's number, to play one again. */
    from: { type: 'string', default: '0' },
    /** Two workers on a PostgreSQL. */
    two: { type: 'boolean', default: false },
  },
});
const [runs, seed, from] = [Number(values.runs), Number(values.seed), Number(values.from)];
const began = Date.now();
// Below the package, so that what stays outside of the bundle is found.
const cache = join(packageRoot(), 'node_modules', '.cache', 'bellwether');
await mkdir(cache, { recursive: true });
const folder = await mkdtemp(join(cache, 'sanctions-'));
const found = { doubles: 0, notLifted: 0, unfinished: 0 };
let [kills, lives, broken] = [0, 0, 0];
const server = values.two ? await openServer() : undefined;
try {
  const worker = 'tests/faults/sanctions/worker.ts';
  execFileSync(process.execPath, ['scripts/build.mjs', folder, worker], { cwd: packageRoot() });
  const program = join(folder, worker.replace(/\.ts$/, '.js'));
  for (let index = from; index < from + runs; index += 1) {
    try {
      const played = await play(program, seed, index, server);
      const verdict = judge(played.evidence);
      kills += played.kills;
      lives += played.lives;
      for (const name of ['doubles', 'notLifted', 'unfinished'] as const) {
        found[name] += verdict[name].length;
        for (const words of verdict[name]) process.stderr.write(`run ${index}: ${name}: ${words}\n`);
      }
    } catch (error) {
      broken += 1;
      process.stderr.write(`run ${index}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
} finally {
  await server?.remove();
  await rm(folder, { recursive: true, force: true });
}
const seconds = Math.round((Date.now() - began) / 1_000);
process.stdout.write(
  `${JSON.stringify({ runs, two: values.two, kills, lives, ...found, broken, seed, seconds })}\n`,
);
process.exit(found.doubles + found.notLifted + found.unfinished + broken > 0 ? 1 : 0);

async function openServer(): Promise<Server & { remove(): Promise<void> }> {
  const postgres = await makePostgres();
  await postgres.start();
  const url = await createDatabase(postgres.url);
  const opened = await openDatabase({ databaseUrl: url, dataDir: '', log: createLog('silent') });
  return {
    ...{ url, database: opened.database },
    async remove() {
      await opened.close();
      await postgres.remove();
    },
  };
}
