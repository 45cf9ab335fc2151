/** What goes to an account on Instagram in the playground, and what people see of it there. */
import { A_RED_KITE, type FeedCase } from '../../playground/feed-cases.ts';

export const feed: FeedCase = {
  message: { text: 'Up', images: [A_RED_KITE] },
  seen: { author: 'acme', text: 'Up', pictures: [{ alt: 'A red kite' }] },
};
