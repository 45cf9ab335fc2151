/** PGlite in a folder: PostgreSQL in this process, for the first run and for small teams. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Refusal, refuse } from '../../kit/finding.ts';
import type { Log } from '../../kit/log.ts';
import { makePrivate } from '../../kit/private-folder.ts';
import { t } from '../../kit/t.ts';
import { createFolder } from './create-folder.ts';
import { EmbeddedPool } from './embedded-pool.ts';
import { gathering } from './gathering.ts';
import { lockFolder } from './lock.ts';
import { compiled } from './program.ts';
import { SEARCH_PATH } from './search-path.ts';
import { keepUp } from './upkeep.ts';

export interface Opened<P> {
  pool: P;
  close(): Promise<void>;
}

export async function openEmbedded(
  dataDir: string,
  log: Log,
  startEmpty: boolean,
): Promise<Opened<EmbeddedPool>> {
  makePrivate(dataDir, FILES);
  let stop = (): void => {};
  const lock = await lockFolder(dataDir, () => stop());
  try {
    const folder = join(dataDir, 'database');
    if (startEmpty) await rm(folder, { recursive: true, force: true });
    if (await isBroken(folder)) throw damaged(folder, t('it has no PG_VERSION'));
    await createFolder(folder, log);
    const { pglite, pool } = await start(folder).catch((error) => {
      throw damaged(folder, error);
    });
    const rest = keepUp(pool, log);
    const close = async () => {
      rest();
      await pool.end();
      await pglite.close();
    };
    stop = () => {
      log.fatal({ dataDir }, 'another process took this data folder over; nothing more is written to it');
      void pool.end();
    };
    return {
      pool,
      close: async () => {
        await close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** What we keep in DATA_DIR. */
const FILES = ['database', 'database.new', 'lock', 'secret.key', 'playground', 'videos'];

/** It holds something, and not what makes it a database: nothing is made in its place, since it may be mended. */
async function isBroken(folder: string): Promise<boolean> {
  const files = await readdir(folder).catch((): string[] => []);
  return files.length > 0 && !files.includes('PG_VERSION');
}

function damaged(folder: string, error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  return refuse(
    'database.damaged',
    'DATA_DIR',
    t('The embedded database in {folder} is damaged or of another version: it does not open ({reason}).', {
      folder,
      reason: reason.replace(/\.$/, ''),
    }),
    t(
      'Stop here and copy the folder away. Then put a backup in its place; without one, move it aside, and the next start makes an empty one: what was scheduled and the audit log are in the old one.',
    ),
  );
}

async function start(folder: string) {
  const [{ PGlite }, { createPgConfig }, { PrivateFiles }, pgliteWasmModule] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/node-postgres'),
    import('./private-files.ts'),
    compiled(),
  ]);
  const fs = new PrivateFiles(folder);
  const startParams = [...PGlite.defaultStartParams, ...SETTINGS];
  const pglite = new PGlite({ fs, pgliteWasmModule, startParams });
  await pglite.waitReady;
  const config = createPgConfig(gathering(pglite));
  acceptParsers(config.connection);
  const connection = new pg.Client(config as pg.ClientConfig);
  await connection.connect();
  return { pglite, pool: new EmbeddedPool(connection) };
}

/**
 * Under `types` node-postgres takes a query's own value parsers, and drizzle gives it some; PGlite's connection
 * expects parameter types there, which only a list can be.
 */
function acceptParsers(connection: { parse(query: object): void }): void {
  const parse = connection.parse.bind(connection);
  connection.parse = (query: { types?: unknown }) =>
    parse(Array.isArray(query.types) ? query : { ...query, types: [] });
}

/**
 * PGlite's own settings reserve 128 MB for buffers. The operating system caches the files too, so little is lost.
 * One connection needs no room for a hundred.
 */
const SETTINGS = Object.entries({
  search_path: SEARCH_PATH,
  shared_buffers: '8MB',
  max_connections: '10',
  max_wal_size: '32MB',
  min_wal_size: '32MB',
  jit: 'off',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
