import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';
import { durationWords } from '../words.ts';

export const mentions: Kpi = {
  name: 'mentions',
  title: t('Mentions'),
  unit: 'count',
  formula: t('What others wrote to us or about us, by when it was written.'),
  source: t('The sources of listening'),
  of: ({ listening }) => {
    if (!isKept(listening)) return missing(listening.unkept);
    const { mentions, blind } = listening;
    const note = t('a source could not be read for {time}', { time: durationWords(blind) });
    return counted(mentions, blind > 0 ? { note } : {});
  },
};
