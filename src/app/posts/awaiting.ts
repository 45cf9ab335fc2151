/** Whom the current step of a review waits for, and who of them is away. */

import { isNobody } from '../../people/party.ts';
import {
  type Approval,
  awaitedNames,
  currentOf,
  isCounted,
  type Standing,
  stuckOn,
} from '../../posts/approval.ts';
import type * as people from '../../store/people.ts';
import type * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { inTeamFile } from '../people/recognition.ts';
import { type Away, awayNow } from '../people/standing-in.ts';
import { approvalFor, policyFor } from './reviewing.ts';

export interface ReviewView {
  approval: Approval<posts.StoredDecision>;
  /** The named ones whose decision can still come. */
  awaited: Awaited[];
  /** Names that can never decide on this post, since it is theirs, and without whom the step cannot end. */
  stuck: string[];
  hasVeto: boolean;
  hasEmergency: boolean;
}

export interface Awaited {
  name: string;
  identities: Record<string, string>;
  away?: {
    /** Epoch ms. */
    until: number;
    /** Who stands in; `until`: they are away as well. `isBarred`: it is theirs, or they count already. */
    delegate?: { person: people.StoredPerson; until?: number; isBarred: boolean };
  };
}

/** `known`: the people who are named on the post, by id. */
export async function viewReview(
  app: App,
  post: posts.StoredPost,
  revision: posts.StoredRevision,
  decisions: posts.StoredDecision[],
  known: Map<number, people.StoredPerson>,
): Promise<ReviewView> {
  const policy = policyFor(app.team, revision.content);
  const approval = approvalFor(app, post, revision, decisions);
  const current = post.stage === 'in_review' ? currentOf(approval) : undefined;
  const ownIds = policy.selfApproval ? [] : [post.authorId, revision.personId];
  const own = ownIds.flatMap((id) => inTeamFile(app.team, known.get(id)?.identities ?? {})?.name ?? []);
  return {
    approval,
    awaited: current ? await awaitedIn(app, current, own, ownIds) : [],
    stuck: current ? stuckOn(policy, current, own) : [],
    hasVeto: !isNobody(policy.veto),
    hasEmergency: !isNobody(policy.emergency),
  };
}

async function awaitedIn(app: App, current: Standing, own: string[], ownIds: number[]): Promise<Awaited[]> {
  const names = awaitedNames(current).filter((name) => !own.includes(name));
  if (names.length === 0) return [];
  const absent = await awayNow(app);
  return names.map((name) => {
    const identities = app.team.people.find((one) => one.name === name)?.identities ?? {};
    const away = absent.find(({ person }) => inTeamFile(app.team, person.identities)?.name === name);
    return { name, identities, ...(away ? { away: standIn(away, absent, current, ownIds) } : {}) };
  });
}

function standIn(
  { until, delegate }: Away,
  absent: Away[],
  current: Standing,
  ownIds: number[],
): NonNullable<Awaited['away']> {
  if (!delegate) return { until };
  const theirs = absent.find(({ person }) => person.id === delegate.id);
  const isBarred = ownIds.includes(delegate.id) || isCounted(current, delegate.id);
  return {
    until,
    delegate: { person: delegate, isBarred, ...(theirs ? { until: theirs.until } : {}) },
  };
}
