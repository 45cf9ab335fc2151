import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { divided, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';
import { coverageOf, NO_SOURCE } from '../listened.ts';
import { isUnread } from '../readable.ts';

export const mood: Kpi = {
  name: 'mood',
  title: t('Mood balance'),
  unit: 'balance',
  better: 'more',
  formula: t('Positive mentions less negative ones, out of all mentions.'),
  source: t('The sources of listening, read by the built-in model and corrected by people'),
  of: ({ listening }) => {
    if (!isKept(listening)) return missing(listening.unkept);
    const { positive, negative, mentions, readable } = listening;
    if (isUnread(readable)) return missing(NO_SOURCE);
    const figure = divided(positive - negative, mentions, t('nobody wrote'));
    return figure.kind === 'missing' ? figure : { ...figure, ...coverageOf(readable) };
  },
};
