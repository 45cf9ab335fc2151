/** `/mod warn who:@somebody reason:"…"`: they are told by direct message. */
import { defineCommand } from '../src/app/app.ts';
import { punish } from '../src/app/moderation/commanding.ts';
import { shownCase } from '../src/app/moderation/drawing.ts';
import { readAccused } from '../src/app/moderation/said.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod warn',
  summary: t('Warn somebody by direct message'),
  options: {
    who: { kind: 'person', summary: t('Whom'), required: true },
    reason: { kind: 'text', summary: t('Why; they read it, too'), maxLength: 400 },
  },
  allow: 'moderator',
  answer: 'private',
  async run(call, app) {
    const accused = readAccused(textOf(call.values, 'who'), call.chat);
    const asked = { reason: textOf(call.values, 'reason') };
    return shownCase(app, await punish(app, call, accused, 'warn', asked));
  },
});
