import { t } from '../../kit/t.ts';
import type { Kpi } from '../kpi.ts';
import { reactionsByAccount, reactionsOf } from '../reactions.ts';

const COUNTS = ['replies'];

export const replies: Kpi = {
  name: 'replies',
  title: t('Replies'),
  unit: 'count',
  better: 'more',
  formula: t('Replies to each post when it was 72 hours old, of the posts that became so old.'),
  source: t('The networks'),
  of: (facts) => reactionsOf(facts, COUNTS),
  parts: (facts) => reactionsByAccount(facts, COUNTS),
};
