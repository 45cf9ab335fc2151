import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { readSources } from '../src/app/listening/reading.ts';

export const job = defineJob({
  name: 'read-sources',
  summary: 'Reads what others wrote to us.',
  payload: z.object({}),
  every: 30_000,
  run: (_payload, app) => readSources(app),
});
