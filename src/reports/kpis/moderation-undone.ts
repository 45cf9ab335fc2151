import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const moderationUndone: Kpi = {
  name: 'moderation-undone',
  title: t('Moderation undone'),
  unit: 'count',
  better: 'less',
  formula: t('Of the moderation acts, those that a person took back.'),
  source: t('Bellwether’s own cases'),
  of: ({ moderation }) =>
    isKept(moderation) ? counted(moderation.undone, { sample: moderation.acts }) : missing(moderation.unkept),
};
