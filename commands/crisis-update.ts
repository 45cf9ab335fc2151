/** `/crisis update text:"…"`: what is known or done by now, on the card for everybody. */
import { defineCommand } from '../src/app/app.ts';
import { MOST_NOTE, note } from '../src/app/crises/acting.ts';
import { crisisAnswer } from '../src/app/crises/answers.ts';
import { crisisMeant } from '../src/app/crises/id.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'crisis update',
  summary: t('Write on the card of a crisis what is known or done by now'),
  options: {
    text: {
      kind: 'text',
      summary: t('What is known or done by now'),
      label: t('Update'),
      required: true,
      multiline: true,
      maxLength: MOST_NOTE,
    },
    id: {
      kind: 'text',
      summary: t('Its number; not needed where only one goes on'),
      label: t('Number of the crisis'),
    },
  },
  allow: 'member',
  answer: 'private',
  form: { title: t('Update a crisis'), submit: t('Show to all') },
  async run(call, app) {
    const id = await crisisMeant(app, textOf(call.values, 'id'));
    await note(app, call, id, textOf(call.values, 'text'));
    return crisisAnswer(app, id);
  },
});
