/** `/mod cases`: the newest cases, of everybody or of one person. */
import { defineCommand } from '../src/app/app.ts';
import { casesCard } from '../src/app/moderation/case-lists.ts';
import { readAccused } from '../src/app/moderation/said.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod cases',
  summary: t('List the newest cases, of everybody or of one person'),
  options: { who: { kind: 'person', summary: t('Whose; everybody when empty') } },
  allow: 'moderator',
  answer: 'private',
  run(call, app) {
    const who = textOf(call.values, 'who');
    return casesCard(app, who.trim() === '' ? undefined : readAccused(who, call.chat));
  },
});
