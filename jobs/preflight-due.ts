import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { preflightDue } from '../src/app/deliveries/preflighting.ts';

export const job = defineJob({
  name: 'preflight-due',
  summary: 'Checks once more what falls due within ten minutes.',
  payload: z.object({}),
  every: 60_000,
  run: (_payload, app) => preflightDue(app),
});
