/** `/crisis ack id:3`: takes it; nobody is pinged any more. */
import { defineCommand } from '../src/app/app.ts';
import { acknowledge } from '../src/app/crises/acting.ts';
import { crisisAnswer } from '../src/app/crises/answers.ts';
import { crisisMeant } from '../src/app/crises/id.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'crisis ack',
  summary: t('Take a crisis: nobody is pinged any more'),
  options: { id: { kind: 'text', summary: t('Its number; not needed where only one goes on') } },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const id = await crisisMeant(app, textOf(call.values, 'id'));
    await acknowledge(app, call, id);
    return crisisAnswer(app, id);
  },
});
