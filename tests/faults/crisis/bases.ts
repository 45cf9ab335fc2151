/** What a lane stands on: a PostgreSQL and a Redis for two workers, or the embedded database that one worker holds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { createLog } from '../../../src/kit/log.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import { createDatabase, makePostgres, makeRedis } from '../../services/services.ts';
import { prepareEmbedded } from '../../store/embedded.ts';
import type { Query, WorkerSettings } from './orders.ts';

export interface Base {
  settings: Omit<WorkerSettings, 'address'>;
  database: Database;
  /** How many workers are at it. */
  workers: number;
  /** Wipes Redis, where there is one. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export async function openServers(): Promise<Base> {
  const [postgres, redis] = await Promise.all([makePostgres(), makeRedis()]);
  await Promise.all([postgres.start(), redis.start()]);
  const databaseUrl = await createDatabase(postgres.url);
  const log = createLog('silent');
  const opened = await openDatabase({ databaseUrl, dataDir: '', log, maxConnections: 4 });
  const line = new Redis(redis.url);
  return {
    ...{ settings: { databaseUrl, redisUrl: redis.url, dataDir: '' }, database: opened.database, workers: 2 },
    flush: async () => void (await line.flushall()),
    async stop() {
      line.disconnect();
      await opened.close();
      await Promise.all([postgres.remove(), redis.remove()]);
    },
  };
}

/** `ask`: has the worker that is there answer, whose database it is. Its folder outlives it. */
export async function openFolder(ask: (query: Query) => Promise<unknown>): Promise<Base> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellwether-crisis-'));
  await prepareEmbedded(dataDir);
  const pool = {
    query: ({ text, rowMode }: Query, values: unknown[] = []) =>
      ask({ text, values, ...(rowMode && { rowMode }) }),
  };
  return {
    ...{ settings: { dataDir }, workers: 1 },
    database: drizzle(pool as unknown as pg.Pool) as unknown as Database,
    flush: async () => {},
    stop: () => rm(dataDir, { recursive: true, force: true }),
  };
}
