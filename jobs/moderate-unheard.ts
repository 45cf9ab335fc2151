import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { moderateUnheard } from '../src/app/moderation/unheard.ts';

export const job = defineJob({
  name: 'moderate-unheard',
  summary: 'Looks by moderation.rules at what was written while nobody heard it.',
  payload: z.object({}),
  every: 30_000,
  run: (_payload, app) => moderateUnheard(app),
});
