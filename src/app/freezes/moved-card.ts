/** What whoever moved all that a freeze had held reads: what became of each. */
import { type Block, type Card, card, list, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { Reviewers } from '../posts/cards/reviewers.ts';
import { reviewersBlocks } from '../posts/cards/reviewers-blocks.ts';
import type { Moved } from './held-posts.ts';

export function movedCard({ at, posts, left }: Moved, reviewers: Reviewers): Card {
  const heading = t(
    '{count, plural, =0 {No post was moved} one {# post is moved and needs approval again} other {# posts are moved and need approval again}}',
    { count: posts.length },
  );
  return card(heading, {
    tone: left.length === 0 ? 'good' : 'warning',
    blocks: [...movedBlocks({ at, posts }, reviewers), ...leftBlocks(left)],
  });
}

function movedBlocks({ at, posts }: Pick<Moved, 'at' | 'posts'>, reviewers: Reviewers): Block[] {
  if (posts.length === 0) return [];
  const numbers = posts.map((id) => `#${id}`).join(', ');
  return [
    text(t('For {at}: {numbers}.', { at: time(at), numbers })),
    ...reviewersBlocks(reviewers, posts.length),
  ];
}

function leftBlocks(left: Moved['left']): Block[] {
  if (left.length === 0) return [];
  return [
    text(t('Not moved:')),
    list(
      left.map(({ postId, findings }) => {
        const words = findings.map(({ message, remedy }) => `${message} ${remedy}`.trim()).join(' ');
        return `#${postId}: ${words}`;
      }),
    ),
  ];
}
