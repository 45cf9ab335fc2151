import { t } from '../../kit/t.ts';
import type { Kpi } from '../kpi.ts';
import { reactionsByAccount, reactionsOf } from '../reactions.ts';

/** A like here is a reaction there. */
const COUNTS = ['likes', 'reactions'];

export const reactions: Kpi = {
  name: 'reactions',
  title: t('Reactions'),
  unit: 'count',
  better: 'more',
  formula: t('Likes and reactions of each post when it was 72 hours old, of the posts that became so old.'),
  source: t('The networks'),
  of: (facts) => reactionsOf(facts, COUNTS),
  parts: (facts) => reactionsByAccount(facts, COUNTS),
};
