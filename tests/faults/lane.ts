/** One lane of the harness: servers of its own, far sides, a crew, and a clock for all of them. Runs follow one another. */
import { sql } from 'drizzle-orm';
import { Redis } from 'ioredis';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { hashOf } from '../../src/media/hash.ts';
import type { Actor } from '../../src/people/actor.ts';
import * as media from '../../src/store/media.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { picture } from '../networks/servers/outside.ts';
import { publicPictures } from '../networks/servers/public-pictures.ts';
import { createDatabase, makePostgres, makeRedis, type Service } from '../services/services.ts';
import { empty, emptyPosts } from '../store/empty.ts';
import { Crew } from './crew.ts';
import { addressesOfVideos, keepVideos } from './film.ts';
import type { WorkerSettings } from './orders.ts';
import type { Site } from './site.ts';
import { startSites } from './sites.ts';
import { TARGETS, type Target } from './targets.ts';
import { ada, ben } from './team.ts';
import { within } from './within.ts';
import { placeWitness } from './witness.ts';

export interface Lane {
  postgres: Service;
  redis: Service;
  database: OpenDatabase['database'];
  pool: OpenDatabase['pool'];
  sites: Record<Target, Site>;
  crew: Crew;
  settings: WorkerSettings;
  author: Actor;
  approver: Actor;
  /** Of the run; the far sides go by it too. */
  clock: MovableClock;
  /** Empties what the last run left, and sets the clock. */
  clear(start: number): Promise<void>;
  flushRedis(): Promise<void>;
  /** Ends every worker's connections to the database. */
  disconnect(): Promise<void>;
  /** Throws when a part of it does not end. */
  stop(): Promise<void>;
  /** Ends its processes, whatever still waits for them. */
  abandon(): Promise<void>;
}

export async function openLane(program: string): Promise<Lane> {
  const [postgres, redis] = await Promise.all([makePostgres(), makeRedis()]);
  await Promise.all([postgres.start(), redis.start()]);
  const databaseUrl = await createDatabase(postgres.url);
  const opened = await openDatabase({
    databaseUrl,
    dataDir: '',
    log: createLog('silent'),
    maxConnections: 8,
  });
  const { database, pool } = opened;
  const [author, approver] = await seed(opened);
  // Before every run, as ids and stamps of far sides never go back.
  let clock = clockAt(Date.parse('2026-01-01T00:00:00Z'));
  const sites = await startSites({ now: () => clock.now() });
  const accounts = Object.fromEntries(TARGETS.map((target) => [target, sites[target].account]));
  const settings = {
    ...SPANS,
    databaseUrl: `${databaseUrl}?application_name=${WORKER}`,
    redisUrl: redis.url,
    accounts,
    pictures: {
      asItIs: await publicPictures.addressOf(PICTURE),
      jpeg: await publicPictures.addressOf(PICTURE, 'jpeg'),
    },
    films: await addressesOfVideos(),
  };
  const crew = new Crew(program, settings);
  const asking = new Redis(redis.url);
  return {
    ...{ postgres, redis, database, pool, sites, crew, settings },
    author: ada(author),
    approver: ben(approver),
    get clock() {
      return clock;
    },
    async clear(start) {
      clock = clockAt(start);
      for (const target of TARGETS) sites[target].clear();
      await empty(database, 'witnessed');
      await emptyPosts(database);
      await asking.flushall();
    },
    disconnect: async () =>
      void (await database.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${WORKER}`,
      )),
    flushRedis: async () => void (await asking.flushall()),
    async stop() {
      asking.disconnect();
      await inTime('its workers', crew.dismiss());
      for (const target of TARGETS) await inTime(`the far side of ${target}`, sites[target].stop());
      await inTime('its connections', opened.close());
      await inTime('its servers', Promise.all([postgres.remove(), redis.remove()]));
    },
    async abandon() {
      await Promise.all([crew.dismiss(), postgres.remove(), redis.remove()]);
    },
  };
}

/** Whoever reads that a lane did not close wants to know what held it. */
async function inTime(part: string, closing: Promise<unknown>): Promise<void> {
  await within(CLOSING, closing, `A lane did not close: ${part} did not end.`);
}

const CLOSING = 20_000;

function clockAt(instant: number): MovableClock {
  return new MovableClock(instant - Date.now());
}

async function seed({ database }: OpenDatabase): Promise<[number, number]> {
  await placeWitness(database);
  await media.keep(database, PICTURE);
  await keepVideos(database);
  const { rows } = await database.execute<{ id: string }>(
    sql`insert into people (name) values ('Ada Author'), ('Ben Approver') returning id`,
  );
  return [Number(rows[0]?.id), Number(rows[1]?.id)];
}

const { alt: _, ...bytes } = picture('');
export const PICTURE = { ...bytes, hash: hashOf(bytes.bytes) };

const WORKER = 'bellwether-worker';

/** ms. The lease is real, as leases run by the database's clock; longer than the deadline, as in production. */
const SPANS = { lease: 500, deadline: 400, grace: 2 * 3_600_000 };
