/** `/mod timeout who:@somebody for:2h reason:"…"`: they write nothing for a while. */
import { t } from '../src/kit/t.ts';
import { definePunishment } from './mod/punishing.ts';

export const command = definePunishment({
  action: 'timeout',
  summary: t('Keep somebody from writing for a while'),
  lasts: true,
});
