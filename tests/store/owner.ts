/** What only the owner of the tables may do, who migrates: the bot's own user has no right to it. */
import type { Pool } from '../../src/store/open/pool.ts';

/** Each in its turn, in one transaction. */
export async function asOwner(pool: Pool, ...statements: string[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE NONE');
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
