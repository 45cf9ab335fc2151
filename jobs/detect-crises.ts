import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { detectCrises } from '../src/app/crises/detecting.ts';
import { done } from '../src/queue/job.ts';

export const job = defineJob({
  name: 'detect-crises',
  summary: 'Feels that something turns in what others write, and opens a crisis.',
  payload: z.object({}),
  every: 60_000,
  async run(_payload, app) {
    await detectCrises(app);
    return done;
  },
});
