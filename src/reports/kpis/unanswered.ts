import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const unanswered: Kpi = {
  name: 'unanswered',
  title: t('Unanswered'),
  unit: 'count',
  better: 'less',
  formula: t('Conversations that were begun and that nobody has answered or dismissed.'),
  source: t('The inbox'),
  of: ({ listening }) =>
    isKept(listening)
      ? counted(listening.unanswered, { sample: listening.opened })
      : missing(listening.unkept),
};
