/** Buttons by which a post is changed, moved or taken back. */
import { type App, defineButton } from '../../src/app/app.ts';
import { draftedCard } from '../../src/app/posts/cards/draft-card.ts';
import { formPreview, typedPreview } from '../../src/app/posts/cards/form-preview.ts';
import { outdatedCard } from '../../src/app/posts/cards/outdated-card.ts';
import { postCard } from '../../src/app/posts/cards/post-card.ts';
import { viewPost } from '../../src/app/posts/cards/post-view.ts';
import { checkMayEdit, editPost, openEdit } from '../../src/app/posts/drafting/drafting.ts';
import {
  givenInput,
  givenVariant,
  postOptions,
  prefilled,
  variantOptions,
} from '../../src/app/posts/drafting/form.ts';
import { turnedCards } from '../../src/app/posts/fields/presenting.ts';
import { readShown } from '../../src/app/posts/id.ts';
import { cancelPost } from '../../src/app/posts/review/cancelling.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { type RawValues, textOf } from '../../src/chat/option.ts';
import { t } from '../../src/kit/t.ts';

export const changing = [
  defineButton({
    action: 'post.edit',
    allow: 'member',
    form: {
      title: t('Edit post'),
      submit: t('Send for review'),
      options: postOptions,
      async prefill({ id, person }, app) {
        const { postId, revision } = readShown(id);
        return prefilled(await openEdit(app, person, postId, revision));
      },
      preview: { of: ['text', 'to'], show: previewOfEdit },
    },
    press: edit(givenInput),
  }),
  defineButton({
    action: 'post.variant',
    allow: 'member',
    form: {
      title: t('Text per network'),
      submit: t('Send for review'),
      options: variantOptions,
      async prefill({ id, person }, app) {
        const { postId, revision } = readShown(id);
        return { text: (await openEdit(app, person, postId, revision)).text };
      },
      // Those that are named read this text, whatever they read before.
      preview: typedPreview,
    },
    press: edit(givenVariant),
  }),
  defineButton({
    action: 'post.move',
    allow: 'member',
    form: {
      title: t('Move post'),
      submit: t('Send for review'),
      options: {
        at: { ...postOptions.at, kind: 'when', summary: t('When, in your time zone'), required: true },
      },
      async prefill({ id, person }, app) {
        const { postId, revision } = readShown(id);
        return { at: (await openEdit(app, person, postId, revision)).at };
      },
    },
    press: edit(givenInput),
  }),
  defineButton({ action: 'post.link-card', allow: 'member', press: edit(() => turnedCards) }),
  defineButton({ action: 'post.cancel', allow: 'member', press: cancel }),
];

async function previewOfEdit({ id, person, values }: Press, app: App) {
  const { postId, revision } = readShown(id);
  return formPreview(app, person, await openEdit(app, person, postId, revision), values);
}

type Change = Parameters<typeof editPost>[3];

/** `given`: what the form changes. */
export function edit(given: (app: App, values: RawValues) => Promise<Change> | Change) {
  return async (press: Press, app: App): Promise<Card> => {
    const { person, values } = press;
    const { postId, revision } = readShown(press.id);
    await checkMayEdit(app, person, postId);
    const drafted = await editPost(app, press, postId, await given(app, values), revision);
    if (drafted !== 'stale') return draftedCard(app, drafted);
    return outdatedCard(await viewPost(app, postId), person.timeZone, textOf(values, 'text'));
  };
}

async function cancel(press: Press, app: App): Promise<Card> {
  const { postId, revision } = readShown(press.id);
  const shown = (await cancelPost(app, press, postId, revision)) === 'stale' ? outdatedCard : postCard;
  return shown(await viewPost(app, postId), press.person.timeZone);
}
