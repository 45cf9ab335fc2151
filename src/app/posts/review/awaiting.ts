/** Whom the current step of a review waits for, and who of them is away. */

import { includes, isNobody } from '../../../people/party.ts';
import {
  type Approval,
  awaitedNames,
  currentOf,
  isCounted,
  type Standing,
  stuckOn,
} from '../../../posts/approval.ts';
import { mayStandIn } from '../../../posts/mandate.ts';
import type * as people from '../../../store/people.ts';
import type * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { type Away, awayNow, knownNow } from '../../people/delegates.ts';
import { inTeamFile } from '../../people/recognition.ts';
import { approvalFor, policyFor } from './progress.ts';

export interface ReviewView {
  approval: Approval<posts.StoredDecision>;
  /** The named ones whose decision can still come. */
  awaited: Awaited[];
  /** Who stands in for somebody of the roles that the current step asks. */
  standIns: StandIn[];
  /** Names that can never decide on this post, since it is theirs, and without whom the step cannot end. */
  stuck: string[];
  hasVeto: boolean;
  hasEmergency: boolean;
}

export interface StandIn {
  absent: people.StoredPerson;
  delegate: people.StoredPerson;
  /** Epoch ms. */
  until: number;
}

export interface Awaited {
  name: string;
  identities: Record<string, string>;
  away?: {
    /** Epoch ms. */
    until: number;
    /** Who stands in; `until`: they are away as well. `isBarred`: it is theirs, they count already, or may not any more. */
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
  const approval = approvalFor(policy, post, revision, decisions);
  const current = post.stage === 'in_review' ? currentOf(approval) : undefined;
  const ownIds = policy.selfApproval ? [] : [post.authorId, revision.personId];
  const own = ownIds.flatMap((id) => inTeamFile(app.team, known.get(id)?.identities ?? {})?.name ?? []);
  return {
    approval,
    awaited: current ? await awaitedIn(app, current, own, ownIds) : [],
    standIns: current ? await standInsFor(app, current) : [],
    stuck: current ? stuckOn(policy, current, own) : [],
    hasVeto: !isNobody(policy.veto),
    hasEmergency: !isNobody(policy.emergency),
  };
}

async function awaitedIn(app: App, current: Standing, own: string[], ownIds: number[]): Promise<Awaited[]> {
  const names = awaitedNames(current).filter((name) => !own.includes(name));
  if (names.length === 0) return [];
  const absent = await awayNow(app);
  const barred = await barredDelegates(app, absent);
  return names.map((name) => {
    const identities = app.team.people.find((one) => one.name === name)?.identities ?? {};
    const away = absent.find(({ person }) => inTeamFile(app.team, person.identities)?.name === name);
    return {
      name,
      identities,
      ...(away ? { away: standIn(away, absent, current, [...ownIds, ...barred]) } : {}),
    };
  });
}

/** Those who hold no right to it any more. */
async function barredDelegates(app: App, absent: Away[]): Promise<number[]> {
  const asked = absent.map(async ({ delegate }) => {
    const person = delegate && (await knownNow(app, delegate));
    return person && !mayStandIn(app.team.approval, person) ? [person.id] : [];
  });
  return (await Promise.all(asked)).flat();
}

/** Of the roles that the step asks; for those who are named see `awaited`. */
async function standInsFor(app: App, { step: { by } }: Standing): Promise<StandIn[]> {
  const asked = by.roles.length > 0 ? await awayNow(app) : [];
  const found = asked.map(async ({ person, delegate, until }) => {
    const absent = delegate && (await knownNow(app, person));
    const other = absent && (await knownNow(app, delegate));
    const counts = other && includes({ roles: by.roles, names: [] }, absent);
    return counts && mayStandIn(app.team.approval, other) ? [{ absent: person, delegate, until }] : [];
  });
  return (await Promise.all(found)).flat();
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
