/** `/mod ban who:@somebody for:2h reason:"…"`: they are out and cannot come back. */
import { t } from '../src/kit/t.ts';
import { definePunishment } from './mod/punishing.ts';

export const command = definePunishment({
  action: 'ban',
  summary: t('Ban somebody from the server'),
  lasts: true,
});
