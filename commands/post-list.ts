/** `/post list`: the newest posts, with where each stands. */
import { defineCommand } from '../src/app/app.ts';
import { listPosts } from '../src/app/posts/cards/listing.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { card, list, strong, text, time } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post list',
  summary: t('List posts: what waits, what is scheduled, what is out'),
  options: {
    show: {
      kind: 'choice',
      summary: t('Which ones; open ones when left out'),
      choices: [
        { value: 'open', label: t('Open') },
        { value: 'mine', label: t('Mine') },
        { value: 'all', label: t('All') },
      ],
    },
    before: { kind: 'text', summary: t('The number of a post: older ones than that') },
  },
  allow: 'member',
  answer: 'private',
  async run({ person, values }, app) {
    const show = textOf(values, 'show') || 'open';
    const before = textOf(values, 'before');
    const from = before === '' ? undefined : readPostId(before, 'before');
    const { posts, isCut } = await listPosts(app, person, { show, before: from });
    if (posts.length === 0) return card(t('No posts here'), { blocks: [text(t('/post new writes one.'))] });
    return card(t('Posts'), {
      blocks: [
        list(
          posts.map(({ id, state, corrects, excerpt, at }) => [
            strong(`#${id}`),
            ` ${state}${corrects === null ? '' : t(', corrects #{corrects}', { corrects: String(corrects) })}: ${excerpt}`,
            ...(at === null ? [] : [' · ', time(at)]),
          ]),
        ),
        ...(isCut ? [text(olderAt(posts.at(-1)?.id, show))] : []),
      ],
    });
  },
});

function olderAt(last: number | undefined, show: string): string {
  return t('There are older ones: /post list show:{show} before:{last}', { show, last: String(last) });
}
