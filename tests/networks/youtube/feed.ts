/** What goes to a channel on YouTube in the playground, and what people see of it there. */
import type { FeedCase } from '../../playground/feed-cases.ts';
import { video } from '../servers/video.ts';

export const feed: FeedCase = {
  message: {
    ...{ text: 'Two of them', images: [], video: video() },
    fields: { title: 'Kites', privacy: 'unlisted', made_for_kids: 'no' },
  },
  seen: { author: 'Acme', title: 'Kites', text: 'Two of them', marks: ['unlisted'] },
};
