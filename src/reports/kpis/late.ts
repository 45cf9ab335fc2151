import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const late: Kpi = {
  name: 'late',
  title: t('Posts late'),
  unit: 'count',
  better: 'less',
  formula: t('Posts that went out more than a minute after they were due, on any account.'),
  source: t('Bellwether’s own deliveries'),
  of: ({ publishing }) =>
    isKept(publishing)
      ? counted(publishing.late, { sample: publishing.published })
      : missing(publishing.unkept),
};
