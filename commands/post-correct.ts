/** `/post correct id:12 text:"…" to:mastodon`: replaces the text of a published post, once it is approved. */
import { defineCommand } from '../src/app/app.ts';
import { draftedCard } from '../src/app/posts/cards/draft-card.ts';
import { postCard } from '../src/app/posts/cards/post-card.ts';
import { viewPost } from '../src/app/posts/cards/post-view.ts';
import { correctPost } from '../src/app/posts/drafting/correcting.ts';
import { correctionOptions, givenCorrection } from '../src/app/posts/drafting/form.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post correct',
  summary: t('Correct the text of a published post, where it is; it needs approval'),
  options: {
    id: { kind: 'text', summary: t('The number of the post'), required: true },
    ...correctionOptions,
    text: { kind: 'text', summary: t('What it should say'), multiline: true },
  },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const { person, values } = call;
    const postId = readPostId(textOf(values, 'id'));
    // The card has the button that opens the form.
    if (values.text === undefined) return postCard(await viewPost(app, postId), person.timeZone);
    return draftedCard(app, await correctPost(app, call, postId, givenCorrection(values)));
  },
});
