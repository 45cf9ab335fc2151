/** `/post variant id:12 to:bluesky text:"…"`: gives some targets their own text, or takes it back (empty). */
import { defineCommand } from '../src/app/app.ts';
import { draftedCard } from '../src/app/posts/cards/draft-card.ts';
import { outdatedCard } from '../src/app/posts/cards/outdated-card.ts';
import { viewPost } from '../src/app/posts/cards/post-view.ts';
import { editPost } from '../src/app/posts/drafting/drafting.ts';
import { givenVariant, variantOptions } from '../src/app/posts/drafting/form.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post variant',
  summary: t('Give some targets their own text; it needs approval again'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true }, ...variantOptions },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const { person, values } = call;
    const postId = readPostId(textOf(values, 'id'));
    const drafted = await editPost(app, call, postId, givenVariant(app, values));
    if (drafted !== 'stale') return draftedCard(app, drafted);
    return outdatedCard(await viewPost(app, postId), person.timeZone, textOf(values, 'text'));
  },
});
