import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { showCards } from '../src/app/cards/showing.ts';
import type { Subject } from '../src/store/cards.ts';

export const job = defineJob({
  name: 'show-cards',
  summary: 'Brings the cards of a post, a freeze, … up to date in every chat.',
  payload: z.object({ subject: z.custom<Subject>((value) => typeof value === 'string') }),
  concurrency: 4,
  run: ({ subject }, app) => showCards(app, subject),
});
