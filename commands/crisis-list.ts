/** `/crisis list`: which go on, and who has them. */
import { defineCommand } from '../src/app/app.ts';
import { crisesCard } from '../src/app/crises/answers.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'crisis list',
  summary: t('Show the crises that go on, and who has them'),
  options: {},
  allow: 'member',
  answer: 'private',
  run: (_call, app) => crisesCard(app),
});
