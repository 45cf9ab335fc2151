/** A worker in a process of its own, to be killed. It says `began` on its output for each run, and never ends one. */
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { openServer } from '../../src/store/open/server.ts';

const [databaseUrl = '', redisUrl, prefix, name = ''] = process.argv.slice(2);
const log = createLog('silent');
const { pool } = await openServer(databaseUrl, log, 5);
const queue = await createQueue({ pool, clock: systemClock, log, ...(redisUrl ? { redisUrl } : {}), prefix });
await queue.work([
  {
    name,
    run: () => {
      process.stdout.write('began\n');
      return new Promise(() => {});
    },
  },
]);
