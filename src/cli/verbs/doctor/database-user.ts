/** Whether the user that the bot works as could change the audit log. */
import type pg from 'pg';
import { t } from '../../../kit/t.ts';
import { off, type Result, right, wrong } from './check.ts';

/** Empty where there is no log yet. `apart`: another user makes the tables. */
export async function checkUser(client: pg.Client, apart: boolean): Promise<Result[]> {
  const { rows } = await client.query<{ person: string; changes: boolean | null }>(LOOK);
  const { person = '', changes = null } = rows[0] ?? {};
  if (changes === null) return [];
  if (!changes)
    return [right(t('Database: {person} adds to the audit log and cannot change it.', { person }))];
  const what = t('Database: {person} could change the audit log.', { person });
  const remedy = t(
    'Let another user own the tables and give it in DATABASE_MIGRATION_URL (docs/operating.md, "Two users of the database").',
  );
  return [apart ? wrong(what, remedy) : off(`${what} ${remedy}`)];
}

/** Whoever owns it can give themselves every right on it. */
const LOOK = `
  SELECT current_user AS person, (SELECT pg_has_role(relowner, 'USAGE') OR has_table_privilege(oid, 'INSERT')
      OR has_table_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE') OR has_table_privilege(oid, 'TRUNCATE')
    FROM pg_class WHERE relname = 'audit'
      AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'public')) AS changes`;
