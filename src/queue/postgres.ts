/** BullMQ on PostgreSQL: a server's, or PGlite in this process. */
import {
  assertSchemaCompatibility,
  createPostgresBackend,
  LATEST_SCHEMA_VERSION,
  type PgQueryable,
  runMigrations,
  withBackend,
} from 'bullmq';
import { t } from '../kit/t.ts';
import { type Backend, STREAMS, WORKER_OPTIONS, within } from './backend.ts';
import { JOB_OPTIONS } from './enqueue.ts';
import { SharedListener, type SourcePool } from './listener.ts';
import type { Trouble } from './trouble.ts';

const PATIENCE = 4_000;
/** Seconds until an idle worker looks by itself; it is notified of all that comes. */
const DRAIN_DELAY = 60;

/** The pool's search path must end in `bullmq`: its statements name no schema. */
export async function openPostgres(pool: SourcePool, trouble: Trouble, lookEvery?: number): Promise<Backend> {
  await migrate(pool);
  const shared = new SharedListener(pool, lookEvery);
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const fault = () => faultOf(pool);
  return {
    queue: (name) =>
      trouble.watch(
        name,
        new Queue(name, { connection: shared, streams: STREAMS, defaultJobOptions: JOB_OPTIONS }),
      ),
    worker: (name, processor, concurrency) => {
      const own = { ...WORKER_OPTIONS, connection: shared, concurrency, drainDelay: DRAIN_DELAY };
      return trouble.watch(name, new Worker(name, processor, own));
    },
    // The pool itself refuses soon what it cannot do.
    ready: async () => {},
    fault,
    // Schedules lie in the database, and come back with it.
    onConnect: () => {},
    close: () => shared.end(),
  };
}

async function migrate(pool: SourcePool): Promise<void> {
  const client = await pool.connect();
  const session = client as PgQueryable;
  try {
    if ((await versionOf(session)) < LATEST_SCHEMA_VERSION) await runMigrations(session);
    await refuseHiddenTables(session);
  } finally {
    client.release();
  }
}

async function versionOf(session: PgQueryable): Promise<number> {
  const { rows } = await session.query<{ found: boolean }>(
    `SELECT to_regclass('bullmq.migration') IS NOT NULL AS found`,
  );
  return rows[0]?.found ? assertSchemaCompatibility(session) : 0;
}

async function refuseHiddenTables(session: PgQueryable): Promise<void> {
  const { rows } = await session.query<{ relname: string }>(`
    SELECT ours.relname FROM pg_class ours
    JOIN pg_class theirs ON theirs.relname = ours.relname AND theirs.relnamespace = 'bullmq'::regnamespace
    WHERE ours.relnamespace = 'public'::regnamespace AND ours.relkind = 'r'`);
  if (rows.length === 0) return;
  const names = rows.map((row) => row.relname).join(', ');
  throw new Error(
    `The database's public schema holds ${names}, which hides the queue's own. Use another database.`,
  );
}

async function faultOf(pool: SourcePool): Promise<string | undefined> {
  const silence = t("The queue's database has not answered for {span} s.", { span: PATIENCE / 1000 });
  return within(PATIENCE, pool.query('SELECT 1'), () => silence).then(
    () => undefined,
    (error: Error) =>
      error.message === silence
        ? silence
        : t("The queue's database does not answer: {reason}", { reason: error.message }),
  );
}
