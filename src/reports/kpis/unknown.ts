import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const unknown: Kpi = {
  name: 'unknown',
  title: t('Posts unknown'),
  unit: 'count',
  better: 'less',
  formula: t('Posts that were due and of which nobody could tell yet whether they are live.'),
  source: t('Bellwether’s own deliveries'),
  of: ({ publishing }) => (isKept(publishing) ? counted(publishing.unknown) : missing(publishing.unkept)),
};
