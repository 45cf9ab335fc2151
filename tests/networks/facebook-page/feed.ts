/** What goes to a page on Facebook in the playground, and what people see of it there. */
import type { FeedCase } from '../../playground/feed-cases.ts';
import { textOf } from '../servers/outside.ts';

export const feed: FeedCase = {
  message: textOf('See https://example.org/news'),
  seen: {
    ...{ author: 'Acme', place: 'Page' },
    card: { title: 'example.org', source: 'https://example.org/news' },
  },
};
