/** `/accounts connect`: accounts become targets by a person's grant, without an edit of the team file. */
import { defineCommand } from '../src/app/app.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';
import { connectCard } from './accounts/connecting.ts';

export const command = defineCommand({
  name: 'accounts connect',
  summary: t('Connect pages and profiles, so that posts can go there'),
  options: {
    network: { kind: 'text', summary: t('Which network, such as LinkedIn; left out, you choose') },
  },
  allow: 'admin',
  answer: 'private',
  run: async ({ person, values }, app) => connectCard(app, person, textOf(values, 'network')),
});
