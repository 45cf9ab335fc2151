import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { deleteDelivery } from '../src/app/deliveries/deleting.ts';

export const job = defineJob({
  name: 'delete-published',
  summary: 'Takes down from a network what a person wants deleted.',
  payload: z.object({ deliveryId: z.number() }),
  concurrency: 4,
  run: ({ deliveryId }, app) => deleteDelivery(app, deliveryId),
});
