import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { endDelegationsOfLeavers } from '../src/app/people/ending-delegations.ts';
import { done } from '../src/queue/job.ts';

export const job = defineJob({
  name: 'end-delegations',
  summary: 'Ends what was handed to somebody who has left the team, or by them.',
  payload: z.object({}),
  every: 3_600_000,
  async run(_payload, app) {
    await endDelegationsOfLeavers(app);
    return done;
  },
});
