/** `/post verify id:12`: what each network shows of a post now, beside what was approved. */
import { defineCommand } from '../src/app/app.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { verifiedCard } from '../src/app/receipts/verified-card.ts';
import { verifyPost } from '../src/app/receipts/verifying.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post verify',
  summary: t('Look whether a published post stands as it was approved'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true } },
  allow: 'member',
  answer: 'private',
  async run({ values }, app) {
    const postId = readPostId(textOf(values, 'id'));
    return verifiedCard(app, postId, await verifyPost(app, postId));
  },
});
