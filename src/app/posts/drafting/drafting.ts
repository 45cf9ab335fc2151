/** From what an author filled in to a post in review. Nothing typed is lost: what cannot be read stays a draft. */
import type { Finding } from '../../../kit/finding.ts';
import { subjectOf } from '../../../kit/subject.ts';
import type { Actor } from '../../../people/actor.ts';
import type { Person } from '../../../people/person.ts';
import type { PostInput } from '../../../posts/input.ts';
import type { Check } from '../../../posts/preflight/check.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { refreshReviews } from '../../freeze-reviews.ts';
import { wakeForCards } from '../../waking.ts';
import { checkOnlyText, holdOriginal, takeUpAgain } from '../corrections/order.ts';
import { type Fillable, fillableIn } from '../fields/filling.ts';
import { changedSince, openDeliveries, openPost } from '../opening.ts';
import { putInReview, type Read, readAndCheck, withItsVideo } from '../review/submitting.ts';

export interface Drafted {
  postId: number;
  /** The post's revision now; 0 while nothing of it could be sent for review. */
  revision: number;
  /** In review; else it is kept as a draft, and the findings say why. */
  submitted: boolean;
  findings: Finding[];
  checks: Check[];
  /** It is a correction. */
  isCorrection: boolean;
  /** Its targets that have fields of their own. */
  fillable: Fillable[];
}

export async function draftPost(app: App, actor: Actor, input: PostInput): Promise<Drafted> {
  return submitDraft(app, actor, await posts.insert(app.database, actor.person.id, input), input);
}

/** Puts a draft that was just stored in review, if it can be read. */
export async function submitDraft(
  app: App,
  actor: Actor,
  post: posts.StoredPost,
  input: PostInput,
): Promise<Drafted> {
  const read = await readAndCheck(app, actor.person, post.id, input);
  if (!read.content) return settled(app, post, read, input);
  const stored = await app.database.transaction(async (transaction) => {
    // Reading it may have asked the networks; meanwhile what it answers may have gone.
    const same = await posts.findForUpdate(transaction, post.id);
    if (same?.stage !== 'draft') throw changedSince(post.id);
    const held = await withItsVideo(transaction, read);
    const { content, checks } = held;
    if (content) await putInReview(app, transaction, actor, post, { content, checks, input });
    return held;
  });
  return settled(app, post, stored, input);
}

/** What a person begins a change with. Throws a `Refusal`: not theirs, too late, or changed since it was shown to them. */
export async function openEdit(app: App, person: Person, postId: number, shown: number): Promise<PostInput> {
  const post = await openPost(app.database, posts.find, person, postId, 'edit');
  await openDeliveries(app.database, postDeliveries.ofPost, post);
  if (post.revision !== shown) throw changedSince(postId);
  return post.input;
}

/** Throws a `Refusal` where this person may not change it: asked before anything of the change is fetched or stored. */
export async function checkMayEdit(app: App, person: Person, postId: number): Promise<void> {
  await openPost(app.database, posts.find, person, postId, 'edit');
}

/**
 * Changes a post; what was approved needs approval again. A change that cannot be read is kept for the next try,
 * and the post stays as it was. `stale`: somebody else changed it since `shown`, the revision that the change was
 * made to; nothing was changed then. Throws a `Refusal` when it is too late for any change.
 */
export async function editPost(
  app: App,
  actor: Actor,
  postId: number,
  change: (input: PostInput) => PostInput,
  shown?: number,
): Promise<Drafted | 'stale'> {
  const { person } = actor;
  const before = await openPost(app.database, posts.find, person, postId, 'edit');
  const input = change(before.input);
  checkOnlyText(before.input, input);
  const read = await readAndCheck(app, person, postId, input);
  const edited = await app.database.transaction(async (transaction) => {
    await holdOriginal(transaction, before);
    const post = await openPost(transaction, posts.findForUpdate, person, postId, 'edit');
    const deliveries = await openDeliveries(transaction, postDeliveries.ofPostForUpdate, post);
    if (post.revision !== (shown ?? before.revision)) return undefined;
    await takeUpAgain(transaction, post);
    const held = await withItsVideo(transaction, read);
    const { content, checks } = held;
    if (content) {
      await postDeliveries.callOff(transaction, deliveries);
      await putInReview(app, transaction, actor, post, { content, checks, input });
    } else await posts.update(transaction, postId, { input });
    return { post, held };
  });
  if (!edited) return 'stale';
  await refreshReviews(app);
  return settled(app, edited.post, edited.held, input);
}

async function settled(app: App, before: posts.StoredPost, read: Read, input: PostInput): Promise<Drafted> {
  const { content, findings, checks } = read;
  const submitted = content !== undefined;
  if (submitted) await wakeForCards(app, subjectOf('post', before.id));
  const revision = submitted ? before.revision + 1 : before.revision;
  const isCorrection = before.corrects !== null;
  const fillable = isCorrection || before.answers !== null ? [] : fillableIn(app, content, input);
  return { postId: before.id, revision, submitted, findings, checks, isCorrection, fillable };
}
