/** What an author reads, privately, after writing or changing a post. */
import { button, type Card, card, context, list, text } from '../../../chat/card.ts';
import { errorsOf } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import type { App } from '../../app.ts';
import type { Drafted } from '../drafting/drafting.ts';
import { checkBlocks, countLine, findingLine } from './check-blocks.ts';
import { fieldButtons } from './field-blocks.ts';
import { type Reviewers, reviewersOf } from './reviewers.ts';
import { reviewersBlocks } from './reviewers-blocks.ts';

export async function draftedCard(app: App, drafted: Drafted): Promise<Card> {
  return drafted.submitted
    ? sentForReview(drafted, await reviewersOf(app, drafted.postId))
    : keptAsDraft(drafted);
}

function sentForReview({ postId, checks }: Drafted, reviewers: Reviewers): Card {
  return card(t('Post {postId} is in review', { postId: String(postId) }), {
    tone: reviewers.faults.length > 0 ? 'warning' : 'good',
    blocks: [...reviewersBlocks(reviewers), ...checkBlocks(checks)],
  });
}

function keptAsDraft(drafted: Drafted): Card {
  const { postId, revision, findings, checks, isCorrection, fillable } = drafted;
  const faults = errorsOf(findings);
  const warnings = findings.filter(({ level }) => level === 'warning');
  const id = `${postId}.${revision}`;
  const kept = t('Everything you wrote is kept. {count, plural, one {One thing} other {# things}} to mend:', {
    count: faults.length,
  });
  const unchanged = t('The post itself stands as it was before.');
  return card(headingOf(postId, revision), {
    tone: 'warning',
    blocks: [
      text(revision === 0 ? kept : `${unchanged} ${kept}`),
      list([...faults, ...warnings].map(findingLine)),
      ...(checks.length > 0 ? [context(checks.map(countLine).join(' · '))] : []),
    ],
    actions: [
      button(isCorrection ? 'post.edit-correction' : 'post.edit', id, t('Edit'), { style: 'primary' }),
      button('post.variant', id, t('Text per network')),
      ...fieldButtons(id, fillable),
      // Beside a change that failed, it would take back the post that still stands.
      ...(revision === 0 ? [button('post.cancel', id, t('Cancel'))] : []),
    ],
  });
}

function headingOf(postId: number, revision: number): string {
  const id = String(postId);
  return revision === 0
    ? t('Post {id} is not ready for review', { id })
    : t('The change to post {id} is not ready for review', { id });
}
