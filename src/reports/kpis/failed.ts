import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const failed: Kpi = {
  name: 'failed',
  title: t('Posts failed'),
  unit: 'count',
  better: 'less',
  formula: t('Posts that were due and failed for good, on any account.'),
  source: t('Bellwether’s own deliveries'),
  of: ({ publishing }) => (isKept(publishing) ? counted(publishing.failed) : missing(publishing.unkept)),
};
