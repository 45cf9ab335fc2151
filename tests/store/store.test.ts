/** The store contract on PGlite. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../src/kit/log.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { storeContract } from '../contract/store.ts';
import { prepareEmbedded } from './embedded.ts';

storeContract('PGlite', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellwether-store-'));
  await prepareEmbedded(dataDir);
  const opened = await openDatabase({ dataDir, log: createLog('silent') });
  return {
    opened,
    async stop() {
      await opened.close();
      await rm(dataDir, { recursive: true });
    },
  };
});
