/** How far the approval of a post is, by the team's policy and what was decided on its revision. */
import { type Approval, approvalOf } from '../../posts/approval.ts';
import type * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';

/** `decisions`: all of the post's. */
export function approvalFor(
  { team }: App,
  post: Pick<posts.StoredPost, 'stage'>,
  { revision, content }: posts.StoredRevision,
  decisions: posts.StoredDecision[],
): Approval<posts.StoredDecision> {
  const own = decisions.filter((one) => one.revision === revision);
  const approval = approvalOf(team.approval, content.targets, own);
  if (post.stage !== 'approved') return approval;
  // What was approved stays so, also when the policy asks for more since.
  return { ...approval, outcome: 'approved', position: approval.steps.length };
}
