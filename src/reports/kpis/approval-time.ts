import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';
import { medianOf } from '../median.ts';

export const approvalTime: Kpi = {
  name: 'approval-time',
  title: t('Time to approval, median'),
  unit: 'duration',
  better: 'less',
  formula: t('Median, over the posts that went out, from being sent for review to the last approval.'),
  source: t('Bellwether’s own reviews'),
  of: ({ publishing }) =>
    isKept(publishing) ? medianOf(publishing.approval, t('no post went out')) : missing(publishing.unkept),
};
