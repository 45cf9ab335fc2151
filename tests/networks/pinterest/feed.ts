/** What goes to an account on Pinterest in the playground, and what people see of it there. */
import { A_RED_KITE, type FeedCase } from '../../playground/feed-cases.ts';

export const feed: FeedCase = {
  message: { text: 'Big', images: [A_RED_KITE], fields: { board: '5497558851752', title: 'Tools' } },
  seen: { place: 'on Workshop', title: 'Tools', text: 'Big', pictures: [{ alt: 'A red kite' }] },
};
