/** `/mod warn who:@somebody reason:"…"`: they are told by direct message. */
import { t } from '../src/kit/t.ts';
import { definePunishment } from './mod/punishing.ts';

export const command = definePunishment({
  action: 'warn',
  summary: t('Warn somebody by direct message'),
  lasts: false,
});
