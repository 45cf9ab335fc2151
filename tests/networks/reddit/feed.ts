/** What goes to an account on Reddit in the playground, and what people see of it there. */
import type { FeedCase } from '../../playground/feed-cases.ts';

export const feed: FeedCase = {
  message: { text: 'Big', images: [], fields: { community: 'kites', title: 'A kite' } },
  seen: { author: 'u/acme', place: 'in r/kites', title: 'A kite', text: 'Big' },
};
