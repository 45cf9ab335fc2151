/** A post that somebody is about to change or to take back: whether it is theirs, and not too late. */
import { forbid, type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import { holds } from '../../people/role.ts';
import { handedOver, next } from '../../posts/post.ts';
import type { Handle } from '../../store/database.ts';
import type * as postDeliveries from '../../store/post-deliveries.ts';
import type * as posts from '../../store/posts.ts';
import { unknownPost } from './id.ts';

/** Throws a `Refusal`. */
export async function openPost(
  db: Handle,
  find: (db: Handle, id: number) => Promise<posts.StoredPost | undefined>,
  person: Person,
  postId: number,
  event: 'edit' | 'cancel',
): Promise<posts.StoredPost> {
  const post = await find(db, postId);
  if (!post) throw unknownPost(postId);
  if (!mayChange(person, post)) throw notYours(postId);
  if (!next(post.stage, event)) throw closed(post);
  return post;
}

export function mayChange(person: Person, post: posts.StoredPost): boolean {
  return post.authorId === person.id || holds(person.roles, 'approver');
}

/** The deliveries to call off. A worker that is about to begin waits for this transaction, or has begun: a `Refusal` then. */
export async function openDeliveries(
  db: Handle,
  find: typeof postDeliveries.ofPost,
  post: posts.StoredPost,
): Promise<number[]> {
  if (post.stage !== 'approved') return [];
  const deliveries = await find(db, post.id, post.revision);
  if (handedOver(deliveries)) throw underWay(post.id, deliveries);
  return deliveries.map((one) => one.id);
}

/** `deliveries`: where another text was wanted; how it gets to a place that did not take this one is told then. */
export function underWay(
  postId: number,
  deliveries: Pick<postDeliveries.StoredDelivery, 'state'>[] = [],
): Refusal {
  const failed = deliveries.some(({ state }) => state === 'failed');
  return refuse(
    'post.handed_over',
    'id',
    t('Post {postId} is already on its way, or out.', { postId }),
    [
      t('Its card tells where it is; Correct on it changes the text of what is out.'),
      ...(failed
        ? [
            t(
              'Where it failed, Retry sends the same text again; for another text write a new post to that target alone.',
            ),
          ]
        : []),
    ].join(' '),
  );
}

export function changedSince(postId: number): Refusal {
  return refuse(
    'post.card.outdated',
    'id',
    t('That card was out of date: post {postId} was changed since.', { postId }),
    t('Press Edit on its newest card; /post show id:{postId} shows it.', { postId }),
  );
}

export function notYours(postId: number): Refusal {
  return forbid(
    'post.not_yours',
    'id',
    t("Post {postId} is somebody else's.", { postId }),
    t('Its author or an approver can change it.'),
  );
}

function closed(post: posts.StoredPost): Refusal {
  return refuse(
    'post.closed',
    'id',
    t(
      'Post {postId} is {stage, select, rejected {rejected} cancelled {cancelled} other {closed}}; that is final.',
      { postId: post.id, stage: post.stage },
    ),
    t('Write a new post with /post new.'),
  );
}
