import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { eraseOld } from '../src/app/erasing-old.ts';

export const job = defineJob({
  name: 'erase-old',
  summary: 'Erases the words of others once they are older than the team file keeps them.',
  payload: z.object({}),
  every: 86_400_000,
  run: (_payload, app) => eraseOld(app),
});
