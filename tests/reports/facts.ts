/** Facts of a period in which nothing happened, but for what is given. */
import type { Facts, PublishingFacts } from '../../src/reports/facts.ts';

export function factsOf(more: Partial<Facts> = {}): Facts {
  return {
    publishing: NOTHING_SENT,
    reactions: { age: 72, accounts: [] },
    listening: { unkept: 'nothing is listened to' },
    crises: { unkept: 'no crises' },
    moderation: { unkept: 'no moderation' },
    ...more,
  };
}

export function publishedPosts(published: number): Facts {
  return factsOf({ publishing: { ...NOTHING_SENT, published } });
}

export const NOTHING_SENT: PublishingFacts = {
  ...{ published: 0, late: 0, failed: 0, unknown: 0 },
  approval: { median: null, count: 0 },
};
