/**
 * What a server's background processes do and PGlite has none for: it never vacuums, and never checkpoints by
 * itself, so tables and the write-ahead log would grow for ever. A minute without statements costs nothing.
 */
import type { Log } from '../../kit/log.ts';
import type { EmbeddedPool } from './embedded-pool.ts';

const EVERY = 60_000;
const LOG_BYTES = 16 * 1024 * 1024;

/** Returns a function that ends it. */
export function keepUp(pool: EmbeddedPool, log: Log): () => void {
  let seen = 0;
  const timer = setInterval(() => {
    if (pool.statements === seen) return;
    upkeep(pool)
      .catch((error: Error) => log.warn({ reason: error.message }, 'database upkeep failed'))
      .finally(() => {
        seen = pool.statements;
      });
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

/** One round: vacuums what a server's autovacuum would at its default thresholds, and trims the write-ahead log. */
export async function upkeep(pool: EmbeddedPool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(WORN_TABLES);
  for (const { name } of rows) await pool.query(`VACUUM (ANALYZE) ${name}`);
  const wal = await pool.query<{ bytes: string }>(UNCHECKED_LOG);
  if (Number(wal.rows[0]?.bytes) > LOG_BYTES) await pool.query('CHECKPOINT');
}

const WORN_TABLES = `
  SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
  WHERE n_dead_tup > 50 + 0.2 * n_live_tup OR n_mod_since_analyze > 50 + 0.1 * n_live_tup`;

const UNCHECKED_LOG = `
  SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) AS bytes FROM pg_control_checkpoint()`;
