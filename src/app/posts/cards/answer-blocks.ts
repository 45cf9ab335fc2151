/** What a post answers, for those who approve it: the words, whose they are, and who will see the answer. */
import { type Block, context, quote } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import type { Audience } from '../../../people/audience.ts';
import type { Answers } from '../../../posts/answers.ts';
import type { PostView } from './post-view.ts';

export function answerBlocks({ answered }: PostView, answers: Answers | undefined): Block[] {
  if (!answers) return [];
  const { handle, followers } = answers.author;
  const words = answered ? [quote(answered.text, t('It answers {handle}', { handle }))] : [];
  const reach =
    followers === undefined
      ? ''
      : t(' {handle} has {count, plural, one {# follower} other {# followers}}.', {
          handle,
          count: followers,
        });
  return [
    ...words,
    context(`${seenBy(answers.audience, handle)}${reach}`),
    ...(answered?.isGone ? [context(t('What it answers was deleted.'))] : []),
  ];
}

function seenBy(audience: Audience, handle: string): string {
  switch (audience) {
    case 'public':
      return t('Everybody will see the answer.');
    case 'unlisted':
      return t('Whoever looks for it will see the answer.');
    case 'followers':
      return t('Followers will see the answer.');
    case 'direct':
      return t('{handle} alone will see the answer.', { handle });
  }
}
