/** A Redis and a database of one test file alone, which it may stop and empty. */
import { inject } from 'vitest';
import { createDatabase, makeRedis, type Service } from './services.ts';

export interface OwnServers {
  redis: Service;
  databaseUrl: string;
  /** For a world, or a process, that works on them. */
  environment: Record<'DATABASE_URL' | 'REDIS_URL' | 'SECRET_KEY', string>;
}

export async function startOwnServers(): Promise<OwnServers> {
  const redis = await makeRedis();
  await redis.start();
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  const environment = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, SECRET_KEY: 'ab'.repeat(32) };
  return { redis, databaseUrl, environment };
}
