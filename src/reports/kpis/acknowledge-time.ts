import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';
import { medianOf } from '../median.ts';

export const acknowledgeTime: Kpi = {
  name: 'acknowledge-time',
  title: t('Time to acknowledge, median'),
  unit: 'duration',
  better: 'less',
  formula: t('Median, over the crises that somebody acknowledged, from opening to that.'),
  source: t('Bellwether’s own crises'),
  of: ({ crises }) =>
    isKept(crises)
      ? medianOf(
          crises.acknowledged,
          crises.opened === 0 ? t('there was no crisis') : t('nobody acknowledged one'),
        )
      : missing(crises.unkept),
};
