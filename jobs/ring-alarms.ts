import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { done } from '../src/queue/job.ts';

export const job = defineJob({
  name: 'ring-alarms',
  summary: 'Rings the alarms that fall due.',
  payload: z.object({}),
  async run(_payload, app) {
    await app.ringer.ringDue();
    return done;
  },
});
