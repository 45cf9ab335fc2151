/** `/mod timeout who:@somebody for:2h reason:"…"`: they write nothing for a while. */
import { defineCommand } from '../src/app/app.ts';
import { punish } from '../src/app/moderation/commanding.ts';
import { shownCase } from '../src/app/moderation/drawing.ts';
import { readAccused, readLasts } from '../src/app/moderation/said.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod timeout',
  summary: t('Keep somebody from writing for a while'),
  options: {
    who: { kind: 'person', summary: t('Whom'), required: true },
    for: { kind: 'text', summary: t('How long: 10m, 2h, 7d; as the team file says when empty') },
    reason: { kind: 'text', summary: t('Why; they read it, too'), maxLength: 400 },
  },
  allow: 'moderator',
  answer: 'private',
  async run(call, app) {
    const accused = readAccused(textOf(call.values, 'who'), call.chat);
    const asked = { lasts: readLasts(textOf(call.values, 'for')), reason: textOf(call.values, 'reason') };
    return shownCase(app, await punish(app, call, accused, 'timeout', asked));
  },
});
