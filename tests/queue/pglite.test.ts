/** The queue on the embedded database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { writeMigrations } from '../contract/migrations.ts';
import { queueContract } from '../contract/queue.ts';
import { prepareBare } from '../store/embedded.ts';

queueContract('BullMQ on PGlite', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellwether-'));
  const migrationsFolder = join(dataDir, 'migrations');
  await writeMigrations(migrationsFolder, []);
  await prepareBare(dataDir);
  const log = createLog('silent');
  const { pool, close } = await openDatabase({ dataDir, log, migrationsFolder });
  return {
    queue: (clock = undefined) => createQueue({ pool, clock: clock ?? systemClock, log }),
    stop: async () => {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
});
