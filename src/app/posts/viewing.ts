/** A post with everything that its cards show. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type PostState, stateOf } from '../../posts/post.ts';
import { beyond, type Check, type Warning, warningsIn } from '../../posts/preflight/check.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import * as preflights from '../../store/preflights.ts';
import type { App } from '../app.ts';
import { type NamedPeople, namedPeople } from '../cards/person-part.ts';

export interface PostView {
  post: posts.StoredPost;
  state: PostState;
  /** Undefined while the input cannot be read. */
  revision: posts.StoredRevision | undefined;
  /** What was approved before the current revision, if anything: the card shows what changed since. */
  approvedBefore: posts.StoredRevision | undefined;
  deliveries: (postDeliveries.StoredDelivery & { title: string })[];
  decisions: posts.StoredDecision[];
  /** While it is in review. */
  checks: Check[];
  /** The newest of them. */
  newestCheck: number;
  /** What was found since it was approved, and nobody has accepted. */
  foundSince: Warning[];
  /** By id, everybody who is named. */
  people: NamedPeople;
}

export async function viewPost(app: App, id: number): Promise<PostView> {
  const db = app.database;
  const post = await posts.find(db, id);
  if (!post) throw unknownPost(id);
  const [revision, deliveries, decisions, stored] = await Promise.all([
    posts.findRevision(db, id, post.revision),
    postDeliveries.ofPost(db, id, post.revision),
    posts.decisionsOf(db, id),
    preflights.latest(db, { postId: id, revision: post.revision }),
  ]);
  const approved = decisions.findLast((one) => one.verdict === 'approve' && one.revision < post.revision);
  const approvedBefore = approved && (await posts.findRevision(db, id, approved.revision));
  const named = [post.authorId, revision?.personId, ...decisions.map((one) => one.personId)];
  return {
    post,
    state: stateOf(
      post.stage,
      deliveries.map((one) => one.state),
    ),
    revision,
    approvedBefore,
    deliveries: deliveries.map((one) => ({
      ...one,
      title: app.accounts.get(one.target)?.title ?? one.target,
    })),
    decisions,
    checks: post.stage === 'in_review' ? stored.checks : [],
    newestCheck: stored.newest,
    foundSince: post.stage === 'approved' ? foundSince(stored.checks, post, decisions) : [],
    people: await namedPeople(app, named),
  };
}

function foundSince(
  checks: Check[],
  { revision }: posts.StoredPost,
  decisions: posts.StoredDecision[],
): Warning[] {
  const accepted = decisions.filter((one) => one.revision === revision).flatMap((one) => one.accepted);
  return beyond(warningsIn(checks), accepted);
}

export function unknownPost(id: number | string): Refusal {
  return refuse(
    'post.unknown',
    'id',
    t('There is no post {id}.', { id: String(id) }),
    t('/post list shows which there are.'),
  );
}
