/**
 * What one process at a time may do. It holds an advisory lock on a connection of its own: when the process dies,
 * the server frees the lock at once, and the next one takes over.
 */
import type { Log } from '../kit/log.ts';
import type { Pool, PoolClient } from './open/pool.ts';

export interface Alone {
  /** Gives it up; `lost` is not called. */
  release(): Promise<void>;
}

/**
 * Takes its turn, or waits for it in the background: `gained` when it has come, `lost` when the connection broke.
 * Resolves when the first attempt is decided; throws what `gained` throws in it.
 */
export async function alone(
  pool: Pool,
  name: string,
  log: Log,
  turn: { gained(): Promise<void>; lost(): Promise<void> },
): Promise<Alone> {
  let client: PoolClient | undefined;
  let released = false;

  async function attempt(): Promise<void> {
    if (client || released) return;
    const held = await lockOn(pool, name);
    if (!held) return;
    if (released) return held.release(true);
    client = held;
    const broke = () => lose().catch((error) => log.warn({ err: error, name }, 'could not give up the turn'));
    held.on('error', broke);
    held.on('end', broke);
    await turn.gained().catch(async (error) => {
      await lose();
      throw error;
    });
  }

  async function lose(): Promise<void> {
    if (!client) return;
    const gone = client;
    client = undefined;
    gone.release(true);
    await turn.lost();
  }

  await attempt();
  const timer = setInterval(() => {
    attempt().catch((error) => log.warn({ err: error, name }, 'could not take the turn'));
  }, PAUSE);
  return {
    async release() {
      released = true;
      clearInterval(timer);
      // Destroying the connection frees the lock.
      client?.release(true);
    },
  };
}

async function lockOn(pool: Pool, name: string): Promise<PoolClient | undefined> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtext($1)) as held', [name]);
    if (rows[0]?.held === true) return client;
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  return undefined;
}

const PAUSE = 2_000;
