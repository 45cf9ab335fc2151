import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { publishDue } from '../src/app/deliveries/publishing.ts';

export const job = defineJob({
  name: 'publish-due',
  summary: 'Sends what falls due.',
  payload: z.object({}),
  run: (_payload, app) => publishDue(app),
});
