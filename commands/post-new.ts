/** `/post new text:"…" to:all at:"tomorrow 9:00"`: writes a post and sends it for review. Bare, it opens the form. */
import { defineCommand } from '../src/app/app.ts';
import { draftedCard } from '../src/app/posts/cards/draft-card.ts';
import { typedPreview } from '../src/app/posts/cards/form-preview.ts';
import { draftPost } from '../src/app/posts/drafting/drafting.ts';
import { givenInput, postOptions } from '../src/app/posts/drafting/form.ts';
import { t } from '../src/kit/t.ts';
import { emptyInput } from '../src/posts/input.ts';

export const command = defineCommand({
  name: 'post new',
  summary: t('Write a post and send it for review'),
  options: postOptions,
  allow: 'author',
  answer: 'private',
  form: {
    title: t('New post'),
    submit: t('Send for review'),
    preview: typedPreview,
  },
  async run(call, app) {
    const fill = await givenInput(app, call.values);
    return draftedCard(app, await draftPost(app, call, fill(emptyInput)));
  },
});
