/** What people write under the card of a post is kept as a comment on it. */
import { defineListener } from '../src/app/app.ts';
import { keepReply } from '../src/app/posts/review/commenting.ts';
import { t } from '../src/kit/t.ts';

export const listener = defineListener({
  name: 'card-comments',
  summary: t('Keeps what is written under the card of a post as a comment on it'),
  hears: ['message'],
  answersOnly: true,
  on: () => true,
  run: (message, app) =>
    message.replyTo && !message.author.isBot ? keepReply(app, message, message.replyTo) : undefined,
});
