/** `/mod kick who:@somebody reason:"…"`: they are out until they come back. */
import { t } from '../src/kit/t.ts';
import { definePunishment } from './mod/punishing.ts';

export const command = definePunishment({
  action: 'kick',
  summary: t('Remove somebody from the server'),
  lasts: false,
});
