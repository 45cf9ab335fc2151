import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const published: Kpi = {
  name: 'published',
  title: t('Posts published'),
  unit: 'count',
  better: 'more',
  formula: t('Posts that went out on at least one account. Corrections and answers are not counted.'),
  source: t('Bellwether’s own deliveries'),
  of: ({ publishing }) => (isKept(publishing) ? counted(publishing.published) : missing(publishing.unkept)),
};
