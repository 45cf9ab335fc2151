/** An embedded database for the tests of one file: migrated, empty at first, and taken away after them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import type { Database } from '../../src/store/database.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { prepareEmbedded } from './embedded.ts';

/** What can be had of it while tests run. */
export interface Opened {
  readonly database: Database;
  /** A folder that is gone with it. */
  readonly dataDir: string;
}

/** `name`: in that of its folder, for who looks there. */
export function useEmbedded(name: string): Opened {
  let dataDir = '';
  let opened: OpenDatabase | undefined;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), `bellwether-${name}-`));
    await prepareEmbedded(dataDir);
    opened = await openDatabase({ dataDir, log: createLog('silent') });
    // Making the template takes its time on a busy machine.
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get database() {
      if (!opened) throw new Error('Outside of a test there is no database.');
      return opened.database;
    },
    get dataDir() {
      return dataDir;
    },
  };
}
