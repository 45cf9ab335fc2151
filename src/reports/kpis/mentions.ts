import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';
import { coverageOf, NO_SOURCE } from '../listened.ts';
import { isUnread } from '../readable.ts';

export const mentions: Kpi = {
  name: 'mentions',
  title: t('Mentions'),
  unit: 'count',
  formula: t('What others wrote to us or about us, by when it was written.'),
  source: t('The sources of listening'),
  of: ({ listening }) => {
    if (!isKept(listening)) return missing(listening.unkept);
    const { mentions, readable } = listening;
    return isUnread(readable) ? missing(NO_SOURCE) : counted(mentions, coverageOf(readable));
  },
};
