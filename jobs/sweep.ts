import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { sweep } from '../src/app/sweeping.ts';

export const job = defineJob({
  name: 'sweep',
  summary: 'Finds and repairs what the queue forgot.',
  payload: z.object({}),
  every: 60_000,
  run: (_payload, app) => sweep(app),
});
