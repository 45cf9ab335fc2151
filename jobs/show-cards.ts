import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { showCards } from '../src/app/cards/showing.ts';

export const job = defineJob({
  name: 'show-cards',
  summary: 'Brings the cards of a post up to date in every chat.',
  payload: z.object({ postId: z.number() }),
  concurrency: 4,
  run: ({ postId }, app) => showCards(app, postId),
});
