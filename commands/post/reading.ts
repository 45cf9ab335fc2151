/** The button under a card that may not show all of a post: page by page, to whoever pressed. */
import { defineButton } from '../../src/app/app.ts';
import { wholeCard } from '../../src/app/posts/cards/whole-card.ts';
import { readPostId, unknownPost } from '../../src/app/posts/id.ts';
import * as posts from '../../src/store/posts.ts';

export const reading = [
  defineButton({
    action: 'post.read',
    allow: 'member',
    async press({ id }, app) {
      const [post = '', revision = '', page = '0'] = id.split('.');
      const postId = readPostId(post);
      const shown = await posts.findRevision(app.database, postId, Number(revision));
      if (!shown) throw unknownPost(postId);
      const titleOf = (target: string) => app.accounts.titleOf(target) ?? target;
      return wholeCard(shown.content, { postId, revision: shown.revision, page: Number(page) || 0 }, titleOf);
    },
  }),
];
