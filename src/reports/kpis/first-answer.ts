import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';
import { medianOf } from '../median.ts';

export const firstAnswer: Kpi = {
  name: 'first-answer',
  title: t('First answer, median'),
  unit: 'duration',
  better: 'less',
  formula: t(
    'Median, over the conversations that were begun and answered, from the first mention to the first answer.',
  ),
  source: t('The inbox'),
  of: ({ listening }) =>
    isKept(listening)
      ? medianOf(listening.firstAnswer, t('nothing was answered'))
      : missing(listening.unkept),
};
