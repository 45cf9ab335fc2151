import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { eraseVideos } from '../src/app/erasing-videos.ts';

export const job = defineJob({
  name: 'erase-videos',
  summary: 'Erases videos that no post names any more which may still go out.',
  payload: z.object({}),
  every: 86_400_000,
  run: (_payload, app) => eraseVideos(app),
});
