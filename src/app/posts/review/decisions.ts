/**
 * A decision on a post: it counts for exactly the content that was shown, and for the step that was current then. Of
 * two who decide at once the first wins, unless the step needs both.
 */
import { quorumOf, rightIn } from '../../../audit/quorum.ts';
import { Refusal, refuse } from '../../../kit/finding.ts';
import { subjectOf } from '../../../kit/subject.ts';
import { t } from '../../../kit/t.ts';
import { writeWhen } from '../../../kit/when.ts';
import type { Actor } from '../../../people/actor.ts';
import type { Person } from '../../../people/person.ts';
import {
  type Approval,
  type ApprovalPolicy,
  approvalOf,
  type Decision,
  stepsFor,
} from '../../../posts/approval.ts';
import type { Content } from '../../../posts/content.ts';
import { type Mandate, mandateFor, type Wish } from '../../../posts/mandate.ts';
import { next, type PostEvent } from '../../../posts/post.ts';
import type { Warning } from '../../../posts/preflight/check.ts';
import * as audit from '../../../store/audit.ts';
import type { Handle, Transaction } from '../../../store/database.ts';
import * as outbox from '../../../store/outbox.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { aboutPost, entryBy } from '../../auditing.ts';
import { absentFor } from '../../people/delegates.ts';
import { wakeForCards, wakeForDelivery } from '../../waking.ts';
import { unknownPost } from '../id.ts';
import { openDeliveries } from '../opening.ts';
import { acceptedWarnings } from './accepting.ts';
import { approvalFor, policyFor } from './progress.ts';
import { setReviewAlarms, unsetReviewAlarms } from './review-alarms.ts';
import { awaitedFromNow } from './submitting.ts';

export interface Asked {
  postId: number;
  /** The revision that the person saw. */
  revision: number;
  /** How many steps were done on the card that the person saw. */
  position: number;
  /** The newest of the checks that it showed. */
  checks: number;
  wish: Wish;
  comment?: string;
}

/** Answers `stale` when the post has moved on since: nothing was changed then. Throws a `Refusal`. */
export async function decide(app: App, actor: Actor, asked: Asked): Promise<'done' | 'stale'> {
  if (asked.wish === 'emergency' && !asked.comment?.trim()) throw noReason();
  const absent = await absentFor(app, actor.person);
  const approves = asked.wish === 'approve' || asked.wish === 'emergency';
  if (approves) await checkMandate(app, actor.person, asked);
  const accepted = approves ? await acceptedWarnings(app, asked) : [];
  const ended = await app.database.transaction((transaction) =>
    record(app, transaction, actor, absent, { ...asked, accepted }),
  );
  if (ended === 'stale') return 'stale';
  if (ended.dueAt !== undefined) await wakeForDelivery(app, ended.dueAt);
  await wakeForCards(app, subjectOf('post', asked.postId));
  return 'done';
}

/** Throws a `Refusal` when this person may not: asked before a form is filled in for nothing. */
export async function checkMandate(app: App, person: Person, asked: Asked): Promise<void> {
  const absent = await absentFor(app, person);
  const review = await openReview(app, app.database, posts.find, asked);
  if (review) mandateIn(review, person, absent, asked.wish);
}

/** `dueAt`: epoch ms, when it is due now that it is approved. */
async function record(
  app: App,
  transaction: Transaction,
  actor: Actor,
  absent: Person[],
  asked: Asked & { accepted: Warning[] },
): Promise<{ dueAt?: number } | 'stale'> {
  const { person, chat } = actor;
  const review = await openReview(app, transaction, posts.findForUpdate, asked);
  if (!review) return 'stale';
  const { post, shown, decisions, policy } = review;
  const mandate = mandateIn(review, person, absent, asked.wish);
  const decision = decisionOf(person, mandate, asked.wish);
  const { postId, revision, comment, accepted } = asked;
  const { hash, content } = shown;
  const createdAt = new Date(app.clock.now());
  const on = { postId, revision, hash, createdAt };
  await posts.addDecision(transaction, { ...decision, ...on, comment, accepted, chat });
  const { outcome } = approvalOf(policy, content.targets, [...decisions, decision]);
  const dueAt = await follow(app, transaction, { post, shown }, outcome, person);
  await outbox.markChanged(transaction, subjectOf('post', postId));
  await audit.append(transaction, {
    ...entryBy(actor, auditKind(asked.wish, mandate), app.clock),
    ...aboutPost(post),
    revision,
    content: hash,
    details: {
      ...{ comment, accepted: accepted.length > 0 ? accepted : undefined },
      ...detailsOf(mandate),
      ...(decision.verdict === 'approve' ? quorumFor(policy, content, person, mandate) : {}),
    },
  });
  return { dueAt };
}

interface OpenReview {
  post: posts.StoredPost;
  shown: posts.StoredRevision;
  /** On what is shown. */
  decisions: posts.StoredDecision[];
  /** By which it is decided, whatever the team file says a moment later. */
  policy: ApprovalPolicy;
  approval: Approval;
}

/** Undefined: it has moved on since the card that was seen. What is approved can still be rejected. */
async function openReview(
  app: App,
  db: Handle,
  find: typeof posts.find,
  { postId, revision, position, wish }: Asked,
): Promise<OpenReview | undefined> {
  const post = await find(db, postId);
  if (!post) throw unknownPost(postId);
  const isOpen = post.stage === 'in_review' || (post.stage === 'approved' && wish === 'reject');
  const shown = await posts.findRevision(db, postId, revision);
  if (!isOpen || !shown || post.revision !== revision) return undefined;
  const decisions = (await posts.decisionsOf(db, postId)).filter((one) => one.revision === revision);
  const policy = policyFor(app.team, shown.content);
  const approval = approvalFor(policy, post, shown, decisions);
  return approval.position === position ? { post, shown, decisions, policy, approval } : undefined;
}

function mandateIn(
  { post, shown, policy, approval }: OpenReview,
  person: Person,
  absent: Person[],
  wish: Wish,
): Mandate {
  const ids = { authorId: post.authorId, editorId: shown.personId };
  const ruling = mandateFor({ policy, approval, ...ids }, wish, person, absent);
  if (ruling.against) throw new Refusal([ruling.against]);
  return ruling.mandate;
}

function decisionOf(person: Person, { kind, step, place }: Mandate, wish: Wish): Decision {
  return {
    verdict: wish === 'emergency' ? 'approve' : wish,
    kind,
    step,
    personId: person.id,
    placeId: place?.id ?? null,
    countsAs: (place ?? person).listedAs ?? null,
  };
}

/** What the decision leads to. Answers when it is due, where it is approved with that. */
async function follow(
  app: App,
  transaction: Transaction,
  { post, shown }: Pick<OpenReview, 'post' | 'shown'>,
  outcome: Approval['outcome'],
  person: Person,
): Promise<number | undefined> {
  const { id: postId, revision } = post;
  const { hash, content } = shown;
  if (outcome === 'waiting') {
    const review = awaitedFromNow(app, content);
    await posts.update(transaction, postId, review);
    await setReviewAlarms(app, transaction, postId, review);
    return undefined;
  }
  if (post.stage === 'approved') {
    const deliveries = await openDeliveries(transaction, postDeliveries.ofPostForUpdate, post);
    await postDeliveries.callOff(transaction, deliveries);
  }
  const stage = next(post.stage, EVENTS[outcome]);
  await posts.update(transaction, postId, { stage, expiresAt: null, awaitedSince: null });
  await unsetReviewAlarms(transaction, postId);
  if (outcome !== 'approved') return undefined;
  const dueAt = dueTime(app, person, content);
  const { targets } = content;
  await postDeliveries.schedule(transaction, { postId, revision, hash, targets, dueAt: new Date(dueAt) });
  return dueAt;
}

const EVENTS: Record<Exclude<Approval['outcome'], 'waiting'>, PostEvent> = {
  approved: 'approve',
  rejected: 'reject',
  vetoed: 'veto',
  changes_requested: 'request_changes',
};

function dueTime({ clock, team }: App, person: Person, { at }: Content): number {
  const now = clock.now();
  if (at === null) return now;
  if (now - at <= team.publishing.grace) return at;
  throw refuse(
    'approval.late',
    'at',
    t('It was to go out {when}, which is too long ago.', { when: writeWhen(at, person.timeZone) }),
    t('Press Edit and give it a new time.'),
  );
}

function noReason(): Refusal {
  return refuse(
    'approval.reason',
    'comment',
    t('An emergency approval needs a reason, and none is given.'),
    t('Say why it cannot wait for the others.'),
  );
}

function auditKind(wish: Wish, { kind }: Mandate) {
  return kind === 'veto' ? 'post.veto' : (`post.${wish}` as const);
}

function detailsOf({ step, place }: Mandate) {
  return {
    ...(step === '' ? {} : { step }),
    ...(place ? { for: { id: place.id, name: place.name } } : {}),
  };
}

/** By which policy it counts, and by what right: whoever verifies the log compares with that. */
function quorumFor(
  policy: ApprovalPolicy,
  { targets }: Content,
  person: Person,
  { kind, step, place = person }: Mandate,
) {
  const steps = stepsFor(policy, targets);
  const party = kind === 'emergency' ? policy.emergency : steps.find(({ name }) => name === step)?.by;
  return { by: party && rightIn(party, place), quorum: quorumOf({ ...policy, steps }) };
}
