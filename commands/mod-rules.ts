/** `/mod rules`: what the rules are, how often they acted, and how often that was wrong. */
import { defineCommand } from '../src/app/app.ts';
import { rulesCard } from '../src/app/moderation/case-lists.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod rules',
  summary: t('Show the rules, how often they acted and how often that was taken back'),
  options: {},
  allow: 'moderator',
  answer: 'private',
  run: (_call, app) => rulesCard(app),
});
