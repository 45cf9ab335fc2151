/** `/post retry id:12`: sends again what failed. */

import { defineCommand } from '../src/app/app.ts';
import { retryPost } from '../src/app/deliveries/answering.ts';
import { viewPost } from '../src/app/posts/cards/post-view.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { card, text } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post retry',
  summary: t('Send again what failed'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true } },
  allow: 'approver',
  answer: 'private',
  async run(call, app) {
    const { post } = await viewPost(app, readPostId(textOf(call.values, 'id')));
    const count = await retryPost(app, call, post.id, post.revision);
    const id = String(post.id);
    return count === 0
      ? card(t('Nothing of post {id} failed', { id }), {
          blocks: [text(t('/post show says where it stands.'))],
        })
      : card(t('Trying post {id} again', { id }), {
          tone: 'good',
          blocks: [
            text(
              t('{count, plural, one {# target} other {# targets}}; its card tells how it went.', { count }),
            ),
          ],
        });
  },
});
