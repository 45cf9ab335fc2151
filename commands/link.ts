/** `/link`: ties a person's Slack and Discord identities by a one-time code. */
import { defineCommand } from '../src/app/app.ts';
import { acceptLink, chatTitle, offerLink } from '../src/app/people/linking.ts';
import { card, code, text } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'link',
  summary: t('Tie your Slack and Discord identities together'),
  options: { code: { kind: 'text', summary: t('The code that the other chat gave you') } },
  allow: 'anyone',
  answer: 'private',
  async run(call, app) {
    const typed = textOf(call.values, 'code');
    if (typed !== '') {
      const identities = await acceptLink(app, call, typed);
      const chats = new Intl.ListFormat('en').format(Object.keys(identities).map(chatTitle));
      return card(t('Linked'), {
        tone: 'good',
        blocks: [text(t('You are one person now in {chats}.', { chats }))],
      });
    }
    const offered = await offerLink(app, call);
    return card(t('Your one-time code'), {
      blocks: [
        text(
          t('In the other chat, within ten minutes: {command}', { command: code(`/link code:${offered}`) }),
        ),
        text(t('Give it to nobody: who types it becomes you.')),
      ],
    });
  },
});
