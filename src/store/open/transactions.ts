/** Transactions that give their connection back to the pool, however they end. */
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database } from '../database.ts';
import type { Pool } from './pool.ts';

/**
 * In place of drizzle's own, which loses the connection when BEGIN fails, as it does on a connection that the server has
 * just ended (drizzle-orm #6241): after as many as the pool has, nothing is answered any more. Whatever is not known to be
 * sound is not used again, and what went wrong first is what is thrown.
 */
export function transactionsOf(pool: Pool): Database['transaction'] {
  return async (work, config) => {
    const client = await pool.connect();
    let failure: { error: unknown } | undefined;
    try {
      const own = drizzle(client as unknown as pg.PoolClient);
      const done = await own.transaction(async (transaction) => {
        try {
          return await work(transaction);
        } catch (error) {
          failure = { error };
          throw error;
        }
      }, config);
      client.release();
      return done;
    } catch (error) {
      const wasRolledBack = failure?.error === error;
      client.release(!wasRolledBack);
      throw failure ? failure.error : error;
    }
  };
}
