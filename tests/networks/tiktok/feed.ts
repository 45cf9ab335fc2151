/** What goes to an account on TikTok in the playground, and what people see of it there. */
import type { FeedCase } from '../../playground/feed-cases.ts';
import { video } from '../servers/video.ts';

export const feed: FeedCase = {
  message: {
    ...{ text: 'Two of them', images: [], video: video(2_000) },
    fields: { privacy: 'PUBLIC_TO_EVERYONE', no_comments: 'yes' },
  },
  seen: { author: 'acme', place: 'Video', text: 'Two of them', marks: ['no comments'] },
};
