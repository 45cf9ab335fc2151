/** Buttons by which a published post is corrected, and a correction is changed before it is approved. */
import { type App, defineButton } from '../../src/app/app.ts';
import { draftedCard } from '../../src/app/posts/cards/draft-card.ts';
import { typedPreview } from '../../src/app/posts/cards/form-preview.ts';
import { correctPost, openCorrection } from '../../src/app/posts/drafting/correcting.ts';
import { openEdit } from '../../src/app/posts/drafting/drafting.ts';
import { correctionOptions, givenCorrection } from '../../src/app/posts/drafting/form.ts';
import { readShown } from '../../src/app/posts/id.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { t } from '../../src/kit/t.ts';
import { edit } from './changing.ts';

export const correcting = [
  defineButton({
    action: 'post.correct',
    allow: 'member',
    form: {
      title: t('Correct a post'),
      submit: t('Send for review'),
      options: correctionOptions,
      preview: typedPreview,
      async prefill({ id, person }, app) {
        return { ...(await openCorrection(app, person, readShown(id).postId)) };
      },
    },
    press: correct,
  }),
  defineButton({
    action: 'post.edit-correction',
    allow: 'member',
    form: {
      title: t('Edit correction'),
      submit: t('Send for review'),
      options: correctionOptions,
      preview: typedPreview,
      async prefill({ id, person }, app) {
        const { postId, revision } = readShown(id);
        const { text, to } = await openEdit(app, person, postId, revision);
        return { text, to };
      },
    },
    press: edit((_app, values) => (before) => ({ ...before, ...givenCorrection(values) })),
  }),
];

async function correct(press: Press, app: App): Promise<Card> {
  const drafted = await correctPost(app, press, readShown(press.id).postId, givenCorrection(press.values));
  return draftedCard(app, drafted);
}
