/** `/post cancel id:12`: takes a post back, also one that is approved and scheduled. */
import { defineCommand } from '../src/app/app.ts';
import { postCard } from '../src/app/posts/cards/post-card.ts';
import { viewPost } from '../src/app/posts/cards/post-view.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { cancelPost } from '../src/app/posts/review/cancelling.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post cancel',
  summary: t('Take a post back before it goes out'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true } },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const id = readPostId(textOf(call.values, 'id'));
    await cancelPost(app, call, id);
    return postCard(await viewPost(app, id), call.person.timeZone);
  },
});
