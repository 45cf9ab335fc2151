/** All indicators, in the order in which reports show them: the first six that a digest is not told otherwise of. */
import type { Kpi } from './kpi.ts';
import { acknowledgeTime } from './kpis/acknowledge-time.ts';
import { approvalTime } from './kpis/approval-time.ts';
import { crises } from './kpis/crises.ts';
import { failed } from './kpis/failed.ts';
import { firstAnswer } from './kpis/first-answer.ts';
import { late } from './kpis/late.ts';
import { mentions } from './kpis/mentions.ts';
import { moderationActs } from './kpis/moderation-acts.ts';
import { moderationUndone } from './kpis/moderation-undone.ts';
import { mood } from './kpis/mood.ts';
import { published } from './kpis/published.ts';
import { reactions } from './kpis/reactions.ts';
import { replies } from './kpis/replies.ts';
import { reposts } from './kpis/reposts.ts';
import { unanswered } from './kpis/unanswered.ts';
import { unknown } from './kpis/unknown.ts';

export const KPIS: readonly Kpi[] = [
  ...[published, approvalTime, reactions, mentions, mood, firstAnswer],
  ...[late, failed, unknown, replies, reposts, unanswered],
  ...[crises, acknowledgeTime, moderationActs, moderationUndone],
];

/** How many figures a digest shows at most. */
export const MOST_FIGURES = 6;
