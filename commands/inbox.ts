/** `/inbox`: what others wrote to us and waits for somebody, the longest waiting first. */
import { defineButton, defineCommand } from '../src/app/app.ts';
import { conversationCard } from '../src/app/listening/conversation-card.ts';
import { inboxCard } from '../src/app/listening/inbox-card.ts';
import { readShown } from '../src/app/listening/shown.ts';
import { viewConversation } from '../src/app/listening/viewing.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'inbox',
  summary: t('Show what others wrote to us and waits for an answer'),
  options: {
    filter: {
      kind: 'text',
      summary: t('mine, the name of a source or a topic, or storm-3; all when empty'),
    },
  },
  allow: 'responder',
  answer: 'private',
  run: ({ person, values }, app) => inboxCard(app, person, textOf(values, 'filter')),
  buttons: [
    defineButton({
      action: 'inbox.open',
      allow: 'responder',
      async press({ id }, app) {
        const view = await viewConversation(app, readShown(id).conversationId, true);
        return view && conversationCard(view);
      },
    }),
    defineButton({
      action: 'inbox.more',
      allow: 'responder',
      press({ person, id }, app) {
        const [from = '', ...words] = id.split('.');
        return inboxCard(app, person, words.join('.'), Number.parseInt(from, 10) || 0);
      },
    }),
  ],
});
