/** What an author reads, privately, after writing or changing a post. */
import { button, type Card, card, context, list, text } from '../../chat/card.ts';
import { errorsOf } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Drafted } from '../posts/drafting.ts';
import { checkBlocks, countLine, findingLine } from './check-blocks.ts';

export function draftedCard(drafted: Drafted, reviewers: string): Card {
  return drafted.submitted ? sentForReview(drafted, reviewers) : keptAsDraft(drafted);
}

function sentForReview({ postId, checks }: Drafted, reviewers: string): Card {
  return card(t('Post {postId} is in review', { postId: String(postId) }), {
    tone: 'good',
    blocks: [
      text(
        t('The approvers see it in {reviewers}. Nothing goes out before one of them approves.', {
          reviewers,
        }),
      ),
      ...checkBlocks(checks),
    ],
  });
}

function keptAsDraft({ postId, findings, checks }: Drafted): Card {
  const faults = errorsOf(findings);
  return card(t('Post {postId} is not ready for review', { postId: String(postId) }), {
    tone: 'warning',
    blocks: [
      text(
        t('Everything you wrote is kept. {count, plural, one {One thing} other {# things}} to mend:', {
          count: faults.length,
        }),
      ),
      list(faults.map(findingLine)),
      ...(checks.length > 0 ? [context(checks.map(countLine).join(' · '))] : []),
    ],
    actions: [
      button('post.edit', `${postId}.0`, t('Edit'), { style: 'primary' }),
      button('post.cancel', `${postId}.0`, t('Cancel')),
    ],
  });
}
