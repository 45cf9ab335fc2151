/** The store contract on a PostgreSQL server. */
import { inject } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { storeContract } from '../contract/store.ts';
import { createDatabase } from './services.ts';

storeContract('PostgreSQL', async () => {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  const opened = await openDatabase({ databaseUrl, dataDir: '', log: createLog('silent') });
  return { opened, stop: opened.close };
});
