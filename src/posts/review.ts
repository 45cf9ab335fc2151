/** Who may decide on a post, and what a decision does to it. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import type { PostEvent } from './post.ts';

export type Verdict = 'approve' | 'reject' | 'request_changes';

export const VERDICTS: Record<Verdict, PostEvent> = {
  approve: 'approve',
  reject: 'reject',
  request_changes: 'request_changes',
};

export interface ReviewPolicy {
  /** An author may approve their own post. */
  selfApproval: boolean;
}

/** Why this person may not give this verdict; undefined: they may. Roles are checked before. */
export function objection(
  policy: ReviewPolicy,
  verdict: Verdict,
  ids: { authorId: number; editorId: number; personId: number },
): Finding | undefined {
  const own = ids.personId === ids.authorId || ids.personId === ids.editorId;
  if (verdict !== 'approve' || policy.selfApproval || !own) return undefined;
  return {
    id: 'approval.self',
    level: 'error',
    field: 'Approve',
    message: t('You wrote this post, or changed it last; nobody approves their own.'),
    remedy: t('Ask another approver.'),
  };
}
