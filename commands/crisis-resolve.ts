/** `/crisis resolve id:3 note:"…"`: it is over. */
import { defineCommand } from '../src/app/app.ts';
import { MOST_NOTE, resolve } from '../src/app/crises/acting.ts';
import { crisisAnswer } from '../src/app/crises/answers.ts';
import { crisisMeant } from '../src/app/crises/id.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'crisis resolve',
  summary: t('Say that a crisis is over'),
  options: {
    id: { kind: 'text', summary: t('Its number; not needed where only one goes on') },
    note: {
      kind: 'text',
      summary: t('How it ended; the others read it'),
      multiline: true,
      maxLength: MOST_NOTE,
    },
  },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const id = await crisisMeant(app, textOf(call.values, 'id'));
    await resolve(app, call, id, textOf(call.values, 'note'));
    return crisisAnswer(app, id);
  },
});
