/** X's price list, in thousandths of a US dollar. */
export const PRICES = { post: 15, postWithLink: 200, summonedReply: 10, metadata: 5, remove: 10, ownRead: 1 };
