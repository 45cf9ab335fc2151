/** The handle that every store module takes: one SQL dialect, over PGlite or a PostgreSQL server. */
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { NodePgDatabase, NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import type { Pool } from './open/pool.ts';

/** Tables are named in each query; none are told to drizzle beforehand. */
type Schema = Record<string, never>;
export type Database = NodePgDatabase<Schema> & { $client: Pool };
export type Transaction = PgTransaction<NodePgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;
/** A module takes either: alone, or as part of a larger transaction. */
export type Handle = Database | Transaction;
