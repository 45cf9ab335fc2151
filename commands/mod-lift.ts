/** `/mod lift who:@somebody`: a timeout or a ban ends before its time. */
import { defineCommand } from '../src/app/app.ts';
import { lift } from '../src/app/moderation/commanding.ts';
import { shownCase } from '../src/app/moderation/drawing.ts';
import { readAccused } from '../src/app/moderation/said.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod lift',
  summary: t('End a timeout or a ban before its time'),
  options: {
    who: { kind: 'person', summary: t('Whose'), required: true },
    reason: { kind: 'text', summary: t('Why; it is noted in the case'), maxLength: 400 },
  },
  allow: 'moderator',
  answer: 'private',
  async run(call, app) {
    const accused = readAccused(textOf(call.values, 'who'), call.chat);
    const [id = 0] = await lift(app, call, accused, textOf(call.values, 'reason'));
    return shownCase(app, id);
  },
});
