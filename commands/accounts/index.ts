/** The buttons on the cards of accounts: asking one again, connecting, disconnecting, calling it something else. */
import { defineGroup } from '../../src/app/app.ts';
import { t } from '../../src/kit/t.ts';
import { connecting } from './connecting.ts';
import { keeping } from './keeping.ts';

export const command = defineGroup({
  name: 'accounts',
  summary: t('Show and connect the accounts that posts go out to'),
  buttons: [...connecting, ...keeping],
});
