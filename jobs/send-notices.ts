import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { sendNotices } from '../src/app/notices/sending.ts';

export const job = defineJob({
  name: 'send-notices',
  summary: 'Tells people what waits for them.',
  payload: z.object({}),
  run: (_payload, app) => sendNotices(app),
});
