/**
 * Statements that run often are planned once for a connection, under a name. On the embedded database planning is
 * most of the work: a look-up takes a seventh of the time.
 */
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';

const dialect = new PgDialect();

/** Runs alone, outside of any transaction. The text of one name must never vary: lists go in as one parameter. */
export async function statement<Row extends object>(db: Database, name: string, query: SQL): Promise<Row[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(query);
  const { rows } = await db.$client.query<Row & Record<string, unknown>>({ name, text, values });
  return rows;
}
