/** The button on the card of a storm. */
import { defineButton, defineGroup } from '../../src/app/app.ts';
import { inboxCard } from '../../src/app/listening/inbox-card.ts';
import { t } from '../../src/kit/t.ts';

export const command = defineGroup({
  name: 'storm',
  summary: t('Look through what many write at once'),
  buttons: [
    defineButton({
      action: 'storm.list',
      allow: 'responder',
      press: ({ person, id }, app) => inboxCard(app, person, `storm-${id}`),
    }),
  ],
});
