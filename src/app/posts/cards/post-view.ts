/** A post with everything that its cards show. */
import type { Content } from '../../../posts/content.ts';
import { type PostState, stateOf, statesOf } from '../../../posts/post.ts';
import { beyond, type Check, type Warning, warningsIn } from '../../../posts/preflight/check.ts';
import * as comments from '../../../store/comments.ts';
import * as mentions from '../../../store/mentions.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import * as preflights from '../../../store/preflights.ts';
import type { App } from '../../app.ts';
import { type NamedPeople, namedPeople } from '../../people/person-part.ts';
import {
  type CorrectedView,
  type CorrectionView,
  viewCorrected,
  viewCorrection,
} from '../corrections/correction-view.ts';
import { type Fillable, fillableIn } from '../fields/filling.ts';
import { unknownPost } from '../id.ts';
import { type ReviewView, viewReview } from '../review/awaiting.ts';
import { isApproved } from '../review/progress.ts';

export interface PostView {
  post: posts.StoredPost;
  state: PostState;
  /** Undefined while the input cannot be read. */
  revision: posts.StoredRevision | undefined;
  /** What was approved before the current revision, in a step at least: the card shows what changed since. */
  approvedBefore: posts.StoredRevision | undefined;
  /** Whether it was approved in all its steps. */
  wasApproved: boolean;
  /** By target, of all that the two revisions name. */
  titles: Map<string, string>;
  /** Its targets whose networks have fields of their own; none where they cannot be changed. */
  fillable: Fillable[];
  deliveries: (postDeliveries.StoredDelivery & { title: string })[];
  decisions: posts.StoredDecision[];
  /** What becomes of what, where it is a correction. */
  correction: CorrectionView | undefined;
  /** What became of it, where it was corrected. */
  corrected: CorrectedView | undefined;
  /** What it answers, as it was last read; undefined where it answers nothing. */
  answered: { text: string; isGone: boolean } | undefined;
  /** How far the current revision is; undefined while the input cannot be read. */
  review: ReviewView | undefined;
  /** The newest, oldest of them first. */
  comments: { count: number; newest: comments.StoredComment[] };
  /** While it is in review. */
  checks: Check[];
  /** The newest of them. */
  newestCheck: number;
  /** What was found since it was approved, and nobody has accepted. */
  foundSince: Warning[];
  /** By id, everybody who is named. */
  people: NamedPeople;
}

/** Of a target by its name; one that the team file has no more is told by that. */
export function titleOf({ titles }: Pick<PostView, 'titles'>, target: string): string {
  return titles.get(target) ?? target;
}

/** `mostComments`: how many are shown. */
export async function viewPost(app: App, id: number, mostComments = 3): Promise<PostView> {
  const db = app.database;
  const post = await posts.find(db, id);
  if (!post) throw unknownPost(id);
  const [revision, deliveries, decisions, newest, stored] = await Promise.all([
    posts.findRevision(db, id, post.revision),
    postDeliveries.ofPost(db, id, post.revision),
    posts.decisionsOf(db, id),
    comments.newest(db, id, mostComments),
    preflights.latest(db, { postId: id, revision: post.revision }),
  ]);
  const approved = decisions.findLast((one) => one.verdict === 'approve' && one.revision < post.revision);
  const approvedBefore = approved && (await posts.findRevision(db, id, approved.revision));
  const named = [
    ...[post.authorId, revision?.personId],
    ...decisions.flatMap((one) => [one.personId, one.placeId]),
    ...newest.map((one) => one.personId),
  ];
  const [known, correction, corrected] = await Promise.all([
    namedPeople(app, named),
    revision && viewCorrection(app, post, revision),
    revision && viewCorrected(app, post, revision),
  ]);
  return {
    post,
    state: stateOf(post.stage, statesOf(deliveries)),
    revision,
    approvedBefore,
    wasApproved: approvedBefore !== undefined && isApproved(app, approvedBefore, decisions),
    titles: titlesIn(app, [revision?.content, approvedBefore?.content]),
    fillable:
      post.corrects === null && post.answers === null ? fillableIn(app, revision?.content, post.input) : [],
    deliveries: deliveries.map((one) => ({
      ...one,
      title: app.accounts.titleOf(one.target),
    })),
    decisions,
    correction,
    corrected,
    answered: await answeredBy(app, post),
    review: revision && (await viewReview(app, post, revision, decisions, known)),
    comments: {
      // Fewer than asked for are all.
      count: newest.length < mostComments ? newest.length : await comments.countOf(db, id),
      newest,
    },
    checks: post.stage === 'in_review' ? stored.checks : [],
    newestCheck: stored.newest,
    foundSince: post.stage === 'approved' ? foundSince(stored.checks, post, decisions) : [],
    people: known,
  };
}

async function answeredBy(app: App, { answers }: posts.StoredPost): Promise<PostView['answered']> {
  const mention = answers === null ? undefined : await mentions.find(app.database, answers);
  return mention && { text: mention.text, isGone: mention.goneAt !== null };
}

function titlesIn({ accounts }: App, contents: (Content | undefined)[]): PostView['titles'] {
  const named = contents.flatMap((one) => (one ? [...one.targets, ...Object.keys(one.variants)] : []));
  return new Map(named.map((target) => [target, accounts.titleOf(target)]));
}

function foundSince(
  checks: Check[],
  { revision }: posts.StoredPost,
  decisions: posts.StoredDecision[],
): Warning[] {
  const accepted = decisions.filter((one) => one.revision === revision).flatMap((one) => one.accepted);
  return beyond(warningsIn(checks), accepted);
}
