/**
 * The bot works under a user of the database that can read the audit log and add to it, and nothing else: the tables
 * belong to whoever migrates. On a server these are two users; embedded it is a role that the connection takes on.
 */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { LOCK } from './migrate.ts';
import type { Pool, Queryable } from './pool.ts';

/** Embedded. */
const ROLE = 'bellwether';

/** To be called after migrating; from here on the connection has no other rights. */
export async function actAsRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ made: boolean }>(IS_ROLE_MADE);
  if (!rows[0]?.made) await pool.query(MAKE_ROLE);
  await restrict(pool, ROLE);
  await pool.query(`SET ROLE ${ROLE}`);
}

/**
 * Gives `user` all rights on the tables but for the audit log, which it reads, and adds to by `append_audit` alone. The
 * queue's own tables are the user's: BullMQ changes them by itself. `pool` is the owner's. Any number of processes may
 * call it at once. Throws a Refusal where the log is the user's own: nobody could add to it any more.
 */
export async function restrict(pool: Pool, user: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Two that grant on the same tables at once: PostgreSQL refuses one of them.
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await requireOther(client, user);
    const { rows } = await client.query<{ done: boolean }>(IS_DONE, [user]);
    const statements = rows[0]?.done ? [] : await grants(client, user);
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** Throws a Refusal where `user` owns the audit log, or would if it were made now: who is restricted is its own keeper. */
export async function requireOther(pool: Queryable, user: string): Promise<void> {
  const { rows } = await pool.query<{ own: boolean }>(IS_OWNER, [user]);
  if (!rows[0]?.own) return;
  throw refuse(
    'database.same_user',
    'DATABASE_MIGRATION_URL',
    t(
      '{user}, the user of DATABASE_URL, owns the tables, or would: whoever owns the audit log can change it.',
      { user },
    ),
    t('Name a user in DATABASE_URL who owns no tables, or take DATABASE_MIGRATION_URL out.'),
  );
}

async function grants(client: Queryable, user: string): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(STATEMENTS, [user]);
  return rows.map(({ statement }) => statement);
}

/** Looked for first: a block of its own language takes a start ten times as long. */
const IS_ROLE_MADE = `
  SELECT coalesce(bool_and(pg_has_role(oid, 'pg_monitor', 'USAGE')), false) AS made
  FROM pg_roles WHERE rolname = '${ROLE}'`;

/** It vacuums as a server does by itself, which takes rights on all tables; it trims the write-ahead log, and looks at it. */
const MAKE_ROLE = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${ROLE}') THEN
      CREATE ROLE ${ROLE} NOLOGIN;
    END IF;
    IF NOT pg_has_role('${ROLE}', 'pg_monitor', 'USAGE') THEN
      GRANT pg_maintain, pg_checkpoint, pg_monitor TO ${ROLE};
    END IF;
  END $$`;

const OUR_TABLES = `
  SELECT oid, relname, relname IN ('audit', 'audit_head') AS is_audit FROM pg_class
  WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p')`;

/** The schema first: whoever is to own what is in it must be able to make things there. */
const FOREIGN_IN_QUEUE = `
  SELECT 'SCHEMA' AS kind, nspname::text AS name FROM pg_namespace
    WHERE nspname = 'bullmq' AND pg_get_userbyid(nspowner) <> $1::text
  UNION ALL
  SELECT CASE WHEN relkind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass::text FROM pg_class
    WHERE relnamespace = to_regnamespace('bullmq') AND relkind IN ('r', 'p', 'v', 'm', 'S')
      AND pg_get_userbyid(relowner) <> $1::text
      AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('a', 'i')))
  UNION ALL
  SELECT 'ROUTINE', oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = to_regnamespace('bullmq') AND pg_get_userbyid(proowner) <> $1::text
  UNION ALL
  SELECT 'TYPE', oid::regtype::text FROM pg_type
    WHERE typnamespace = to_regnamespace('bullmq') AND typtype IN ('e', 'd') AND pg_get_userbyid(typowner) <> $1::text`;

const IS_OWNER = `
  SELECT current_user = $1::text OR EXISTS (SELECT FROM (${OUR_TABLES}) AS ours
    JOIN pg_class ON pg_class.oid = ours.oid
    WHERE is_audit AND pg_get_userbyid(relowner) = $1::text) AS own`;

const IS_DONE = `
  SELECT has_database_privilege($1, current_database(), 'CREATE')
    AND NOT EXISTS (SELECT FROM (${OUR_TABLES}) AS ours
      WHERE has_table_privilege($1, oid, 'INSERT') = is_audit)
    AND NOT EXISTS (SELECT FROM (${FOREIGN_IN_QUEUE}) AS others) AS done`;

const STATEMENTS = `
  SELECT format('GRANT CREATE ON DATABASE %I TO %I', current_database(), $1::text) AS statement
  UNION ALL
  SELECT format('GRANT USAGE ON SCHEMA public, drizzle TO %I', $1::text)
  UNION ALL
  SELECT format('GRANT SELECT ON drizzle.__drizzle_migrations TO %I', $1::text)
  UNION ALL
  SELECT format('GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO %I', $1::text)
  UNION ALL
  SELECT format(CASE WHEN is_audit THEN 'GRANT SELECT ON %s TO %I'
    ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON %s TO %I' END, oid::regclass, $1::text)
    FROM (${OUR_TABLES}) AS ours
  UNION ALL
  SELECT format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON %s FROM %I', oid::regclass, $1::text)
    FROM (${OUR_TABLES}) AS ours WHERE is_audit
  UNION ALL
  SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', oid::regprocedure, $1::text)
    FROM pg_proc WHERE oid = to_regprocedure('public.append_audit(text[])')
  UNION ALL
  SELECT format('ALTER %s %s OWNER TO %I', kind, name, $1::text) FROM (${FOREIGN_IN_QUEUE}) AS others`;
