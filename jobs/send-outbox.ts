import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { done } from '../src/queue/job.ts';

export const job = defineJob({
  name: 'send-outbox',
  summary: 'Says what waits to be said, and brings cards up to date in every chat.',
  payload: z.object({}),
  async run(_payload, app) {
    await app.sender.sendDue();
    return done;
  },
});
