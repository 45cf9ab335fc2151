import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { divided, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const mood: Kpi = {
  name: 'mood',
  title: t('Mood balance'),
  unit: 'balance',
  better: 'more',
  formula: t('Positive mentions less negative ones, out of all mentions.'),
  source: t('The sources of listening, read by the built-in model and corrected by people'),
  of: ({ listening }) =>
    isKept(listening)
      ? divided(listening.positive - listening.negative, listening.mentions, t('nobody wrote'))
      : missing(listening.unkept),
};
