import { t } from '../../kit/t.ts';
import type { Kpi } from '../kpi.ts';
import { reactionsByAccount, reactionsOf } from '../reactions.ts';

const COUNTS = ['reposts', 'quotes'];

export const reposts: Kpi = {
  name: 'reposts',
  title: t('Reposts'),
  unit: 'count',
  better: 'more',
  formula: t('Reposts and quotes of each post when it was 72 hours old, of the posts that became so old.'),
  source: t('The networks'),
  of: (facts) => reactionsOf(facts, COUNTS),
  parts: (facts) => reactionsByAccount(facts, COUNTS),
};
