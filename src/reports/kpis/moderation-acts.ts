import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const moderationActs: Kpi = {
  name: 'moderation-acts',
  title: t('Moderation acts'),
  unit: 'count',
  formula: t('Warnings, deletions, timeouts, kicks and bans, by rules and by people.'),
  source: t('Bellwether’s own cases'),
  of: ({ moderation }) => (isKept(moderation) ? counted(moderation.acts) : missing(moderation.unkept)),
};
