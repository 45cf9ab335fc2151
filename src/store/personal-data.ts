/** All rows that are about one person, table by table, as the database itself says which ones refer to people. */
import { sql } from 'drizzle-orm';
import { peopleIn } from '../audit/veil.ts';
import * as audit from './audit.ts';
import type { Handle } from './database.ts';

export type Rows = Record<string, unknown>[];

/** By table and column: `posts.author_id`. */
export async function rowsOf(db: Handle, personId: number): Promise<Record<string, Rows>> {
  const { rows } = await db.execute<{ table: string; column: string }>(REFERENCES);
  const found: Record<string, Rows> = { people: await select(db, 'people', sql`id = ${personId}`) };
  for (const { table, column } of rows) {
    const theirs = await select(db, table, sql`${sql.identifier(column)} = ${personId}`);
    if (theirs.length > 0) found[`${table}.${column}`] = theirs;
  }
  const accounts = sql`(chat, user_id) in (select chat, user_id from identities where person_id = ${personId})`;
  const cases = await select(db, 'cases', accounts);
  if (cases.length > 0) {
    found['cases.user_id'] = cases;
    found['case_messages.case_id'] = await select(
      db,
      'case_messages',
      sql`case_id in (select id from cases where ${accounts})`,
    );
  }
  return found;
}

/** What somebody outside wrote to us. */
export async function mentionsBy(db: Handle, source: string, authorId: string): Promise<Rows> {
  return select(db, 'mentions', sql`source = ${source} and author_id = ${authorId}`);
}

/** Entries of the audit log that name them, as they can be read. */
export async function auditOf(db: Handle, ids: number[]): Promise<Rows> {
  const found: Rows = [];
  for await (const { sequence, entry } of audit.all(db)) {
    const read: unknown = JSON.parse(entry);
    if (peopleIn(read).some((id) => ids.includes(id))) found.push({ sequence, entry: read });
  }
  return found;
}

/** By their number, an identity (`slack:U012`), or their name as it was last seen. */
export async function peopleNamed(db: Handle, words: string): Promise<{ id: number; name: string }[]> {
  const [chat = '', ...rest] = words.split(':');
  const { rows } = await db.execute<{ id: number; name: string }>(sql`
    select id::int as id, name from people where id::text = ${words} or lower(name) = lower(${words})
      or id in (select person_id from identities where chat = ${chat} and user_id = ${rest.join(':')})
    order by id`);
  return rows;
}

/** Numbers that were theirs before they turned out to be one. */
export async function numbersOf(db: Handle, personId: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(
    sql`select id::int as id from audit_keys where person_id = ${personId}`,
  );
  return [...new Set([personId, ...rows.map(({ id }) => id)])];
}

async function select(db: Handle, table: string, where: ReturnType<typeof sql>): Promise<Rows> {
  const { rows } = await db.execute<{ row: Record<string, unknown> }>(
    // What is sealed is ours to act by, and no word about a person.
    sql`select to_jsonb(found) - 'sealed' as row from ${sql.identifier(table)} as found where ${where}`,
  );
  return rows.map(({ row }) => row);
}

/** Columns that refer to a person, of all tables. */
const REFERENCES = sql`
  select relname::text as table, attname::text as column from pg_constraint
  join pg_class on pg_class.oid = conrelid
  join pg_attribute on attrelid = conrelid and attnum = conkey[1]
  where contype = 'f' and confrelid = 'public.people'::regclass order by 1, 2`;
