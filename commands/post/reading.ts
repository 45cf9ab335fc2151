/** What a card does not show of a post, to whoever pressed: its words page by page, its video by a link. */
import { defineButton } from '../../src/app/app.ts';
import { wholeCard } from '../../src/app/posts/cards/whole-card.ts';
import { readPostId, unknownPost } from '../../src/app/posts/id.ts';
import { card, text } from '../../src/chat/card.ts';
import { t } from '../../src/kit/t.ts';
import { videoWords } from '../../src/posts/video.ts';
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
  defineButton({
    action: 'post.watch',
    allow: 'member',
    async press({ id, person }, app) {
      const [post = '', revision = ''] = id.split('.');
      const postId = readPostId(post);
      const shown = await posts.findRevision(app.database, postId, Number(revision));
      const video = shown?.content.media.find((one) => one.video)?.video;
      if (!shown || !video) throw unknownPost(postId);
      const url = app.pages.linkTo('video', `${postId}.${shown.revision}`, person.id, LASTS + video.duration);
      const which = { id: String(postId), revision: String(shown.revision) };
      return card(t('The video of post {id}, version {revision}', which), {
        blocks: [
          text(videoWords(video)),
          text(t('The link is yours alone, and opens for half an hour and as long as the video runs.')),
        ],
        actions: [{ kind: 'link', label: t('Open the video'), url }],
      });
    },
  }),
];

/** ms */
const LASTS = 30 * 60_000;
