import { t } from '../../kit/t.ts';
import { isKept } from '../facts.ts';
import { counted, missing } from '../figure.ts';
import type { Kpi } from '../kpi.ts';

export const crises: Kpi = {
  name: 'crises',
  title: t('Crises'),
  unit: 'count',
  better: 'less',
  formula: t('Crises that were opened, by the detector or by a person.'),
  source: t('Bellwether’s own crises'),
  of: ({ crises }) => (isKept(crises) ? counted(crises.opened) : missing(crises.unkept)),
};
