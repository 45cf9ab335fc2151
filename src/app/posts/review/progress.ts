/** How far the approval of a post is, by the team's policy and what was decided on its revision. */
import { type Listening, section as listening } from '../../../../config/team/sections/listening.ts';
import type { Team } from '../../../../config/team.ts';
import type { Answers } from '../../../posts/answers.ts';
import { type Approval, type ApprovalPolicy, approvalOf } from '../../../posts/approval.ts';
import type { Content } from '../../../posts/content.ts';
import type * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';

/** The team's rules; of an answer that needs nobody else's eyes, its writer's own press is the approval. */
export function policyFor(team: Team, { answers, targets, media }: Content): Team['approval'] {
  // An answer goes out in one place, and in words.
  if (!answers || targets.length !== 1 || media.length > 0) return team.approval;
  if (needsApproval(listening.of(team).approval, answers)) return team.approval;
  const by = { roles: ['responder' as const], names: [] };
  return { ...team.approval, selfApproval: true, steps: [{ name: '', by, need: 1 }] };
}

function needsApproval(rule: Listening['approval'], { author }: Answers): boolean {
  if (typeof rule === 'string') return rule === 'always';
  // Whom nobody can count may have many.
  return (author.followers ?? Number.POSITIVE_INFINITY) >= rule.followers;
}

/** Whether what was decided on that revision would approve it now. */
export function isApproved(
  { team }: App,
  revision: posts.StoredRevision,
  decisions: posts.StoredDecision[],
): boolean {
  const policy = policyFor(team, revision.content);
  return approvalFor(policy, { stage: 'in_review' }, revision, decisions).outcome === 'approved';
}

/** `decisions`: all of the post's. `policy`: asked for once, as a changed team file may be taken at any time. */
export function approvalFor(
  policy: ApprovalPolicy,
  post: Pick<posts.StoredPost, 'stage'>,
  { revision, content }: posts.StoredRevision,
  decisions: posts.StoredDecision[],
): Approval<posts.StoredDecision> {
  const own = decisions.filter((one) => one.revision === revision);
  const approval = approvalOf(policy, content.targets, own);
  if (post.stage !== 'approved') return approval;
  // What was approved stays so, also when the policy asks for more since.
  return { ...approval, outcome: 'approved', position: approval.steps.length };
}
