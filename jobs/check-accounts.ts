import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { checkAccounts } from '../src/app/targets/pausing.ts';
import { done } from '../src/queue/job.ts';

export const job = defineJob({
  name: 'check-accounts',
  summary: 'Asks accounts that refused the sign-in whether they do now.',
  payload: z.object({}),
  every: 300_000,
  async run(_payload, app) {
    await checkAccounts(app);
    return done;
  },
});
