/** `/post show id:12`: the card of a post, with its buttons, for the one who asks. */
import { type App, defineCommand } from '../src/app/app.ts';
import { postCard } from '../src/app/posts/cards/post-card.ts';
import { type PostView, viewPost } from '../src/app/posts/cards/post-view.ts';
import { reviewersOf } from '../src/app/posts/cards/reviewers.ts';
import { reviewersBlocks } from '../src/app/posts/cards/reviewers-blocks.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { LONGEST_COMMENT } from '../src/app/posts/review/commenting.ts';
import { wakeForCards } from '../src/app/waking.ts';
import type { Block } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { subjectOf } from '../src/kit/subject.ts';
import { t } from '../src/kit/t.ts';
import * as outbox from '../src/store/outbox.ts';

export const command = defineCommand({
  name: 'post show',
  summary: t('Show a post and where it stands'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true } },
  allow: 'member',
  answer: 'private',
  async run({ person, values }, app) {
    const postId = readPostId(textOf(values, 'id'));
    const view = await viewPost(app, postId, MOST_COMMENTS);
    await bringBack(app, postId);
    const shown = postCard(view, person.timeZone, LONGEST_COMMENT);
    return { ...shown, blocks: [...shown.blocks, ...(await unseenBlocks(app, view))] };
  },
});

/** Cards that somebody deleted, and those that a channel did not take, are sent at once. */
async function bringBack(app: App, postId: number): Promise<void> {
  const subject = subjectOf('post', postId);
  await outbox.lookAgain(app.database, subject);
  await wakeForCards(app, subject);
}

/** What keeps its card from the approvers. */
async function unseenBlocks(app: App, { post }: PostView): Promise<Block[]> {
  if (post.stage !== 'in_review') return [];
  const reviewers = await reviewersOf(app, post.id);
  return reviewers.faults.length > 0 ? reviewersBlocks(reviewers) : [];
}

/** What a card has no room for. */
const MOST_COMMENTS = 15;
