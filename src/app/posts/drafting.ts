/** From what an author filled in to a post in review. Nothing typed is lost: what cannot be read stays a draft. */
import { DateTime } from 'luxon';
import { errorsOf, type Finding, type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import { holds } from '../../people/role.ts';
import type { Content } from '../../posts/content.ts';
import type { PostInput } from '../../posts/input.ts';
import { handedOver, next, waits } from '../../posts/post.ts';
import { readInput } from '../../posts/reading.ts';
import * as cards from '../../store/cards.ts';
import type { Handle, Transaction } from '../../store/database.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { wakeForCards } from '../waking.ts';
import { type Check, check } from './checking.ts';
import { unknownPost } from './viewing.ts';

export interface Drafted {
  postId: number;
  /** The post's revision now; 0 while nothing of it could be sent for review. */
  revision: number;
  /** In review; else it is kept as a draft, and the findings say why. */
  submitted: boolean;
  findings: Finding[];
  checks: Check[];
}

export async function draftPost(app: App, person: Person, input: PostInput): Promise<Drafted> {
  const post = await posts.insert(app.database, person.id, input);
  const read = await readAndCheck(app, person, input);
  const { content } = read;
  if (content)
    await app.database.transaction((transaction) =>
      putInReview(app, transaction, person, post, content, input),
    );
  return settled(app, post, read);
}

/** What a person begins a change with. Throws a `Refusal`: not theirs, too late, or changed since it was shown to them. */
export async function openEdit(app: App, person: Person, postId: number, shown: number): Promise<PostInput> {
  const post = await openPost(app.database, posts.find, person, postId, 'edit');
  await openDeliveries(app.database, postDeliveries.ofPost, post);
  if (post.revision !== shown) throw changedSince(postId);
  return post.input;
}

/**
 * Changes a post; what was approved needs approval again. A change that cannot be read is kept for the next try,
 * and the post stays as it was. `stale`: somebody else changed it since `shown`, the revision that the change was
 * made to; nothing was changed then. Throws a `Refusal` when it is too late for any change.
 */
export async function editPost(
  app: App,
  person: Person,
  postId: number,
  change: (input: PostInput) => PostInput,
  shown?: number,
): Promise<Drafted | 'stale'> {
  const before = await openPost(app.database, posts.find, person, postId, 'edit');
  const input = change(before.input);
  const read = await readAndCheck(app, person, input);
  const edited = await app.database.transaction(async (transaction) => {
    const post = await openPost(transaction, posts.findForUpdate, person, postId, 'edit');
    const deliveries = await openDeliveries(transaction, postDeliveries.ofPostForUpdate, post);
    if (post.revision !== (shown ?? before.revision)) return undefined;
    if (read.content) {
      await postDeliveries.callOff(transaction, deliveries);
      await putInReview(app, transaction, person, post, read.content, input);
    } else await posts.update(transaction, postId, { input });
    return post;
  });
  return edited ? settled(app, edited, read) : 'stale';
}

/**
 * Takes a post back; of one that is partly out, the rest. `shown`: the revision that was seen; `stale` when it has
 * changed since, and nothing was done.
 */
export async function cancelPost(
  app: App,
  person: Person,
  postId: number,
  shown?: number,
): Promise<'done' | 'stale'> {
  const ended = await app.database.transaction(async (transaction) => {
    const post = await openPost(transaction, posts.findForUpdate, person, postId, 'cancel');
    if (post.revision !== (shown ?? post.revision)) return 'stale';
    await takeBack(transaction, post);
    await cards.markChanged(transaction, postId);
    return 'done';
  });
  if (ended === 'done') await wakeForCards(app, postId);
  return ended;
}

async function takeBack(transaction: Transaction, post: posts.StoredPost): Promise<void> {
  const approved = post.stage === 'approved';
  const deliveries = approved
    ? await postDeliveries.ofPostForUpdate(transaction, post.id, post.revision)
    : [];
  const waiting = deliveries.filter(waits).map((one) => one.id);
  const partlyOut = handedOver(deliveries);
  if (partlyOut && waiting.length === 0) throw underWay(post.id);
  await postDeliveries.callOff(transaction, waiting);
  if (!partlyOut) await posts.update(transaction, post.id, { stage: 'cancelled', expiresAt: null });
}

type Read = Pick<Drafted, 'findings' | 'checks'> & { content: Content | undefined };

async function readAndCheck(app: App, person: Person, input: PostInput): Promise<Read> {
  const { content, findings } = readInput(input, {
    targets: Object.keys(app.team.targets),
    groups: app.team.groups,
    timeZone: person.timeZone,
    now: app.clock.now(),
  });
  const checks = content ? await check(app, content) : [];
  const found = [...findings, ...checks.flatMap((one) => one.findings)];
  return { content: errorsOf(found).length > 0 ? undefined : content, findings: found, checks };
}

async function settled(app: App, before: posts.StoredPost, read: Read): Promise<Drafted> {
  const { content, findings, checks } = read;
  const submitted = content !== undefined;
  if (submitted) await wakeForCards(app, before.id);
  const revision = submitted ? before.revision + 1 : before.revision;
  return { postId: before.id, revision, submitted, findings, checks };
}

async function putInReview(
  app: App,
  transaction: Transaction,
  person: Person,
  post: posts.StoredPost,
  content: Content,
  input: PostInput,
): Promise<void> {
  const revision = post.revision + 1;
  await posts.addRevision(transaction, { postId: post.id, revision, content, personId: person.id });
  await posts.update(transaction, post.id, {
    stage: 'in_review',
    revision,
    // An instant from here on: "in 2 minutes" must not move when the form is opened again.
    input: { ...input, at: content.at === null ? '' : isoIn(content.at, person.timeZone) },
    expiresAt: new Date(expiryOf(app, content)),
  });
  const places = Object.entries(app.team.channels.review).map(([chat, channel]) => ({ chat, channel }));
  await cards.want(transaction, post.id, places);
}

/** A decision is awaited until the post could not go out in time any more. */
function expiryOf({ team, clock }: App, content: Content): number {
  const longest = clock.now() + team.approval.expiresAfter;
  return content.at === null ? longest : Math.min(longest, content.at + team.publishing.grace);
}

async function openPost(
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

function mayChange(person: Person, post: posts.StoredPost): boolean {
  return post.authorId === person.id || holds(person.roles, 'approver');
}

/** The deliveries to call off. A worker that is about to begin waits for this transaction, or has begun: too late then. */
async function openDeliveries(
  db: Handle,
  find: typeof postDeliveries.ofPost,
  post: posts.StoredPost,
): Promise<number[]> {
  if (post.stage !== 'approved') return [];
  const deliveries = await find(db, post.id, post.revision);
  if (handedOver(deliveries)) throw underWay(post.id);
  return deliveries.map((one) => one.id);
}

function isoIn(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-LL-dd HH:mm:ss ZZ');
}

function underWay(postId: number): Refusal {
  return refuse(
    'post.handed_over',
    'id',
    t('Post {postId} is already on its way, or out.', { postId }),
    t('Its card tells where it is. Write a new post for what should change.'),
  );
}

function changedSince(postId: number): Refusal {
  return refuse(
    'post.card.outdated',
    'id',
    t('That card was out of date: post {postId} was changed since.', { postId }),
    t('Press Edit on its newest card; /post show id:{postId} shows it.', { postId }),
  );
}

function notYours(postId: number): Refusal {
  return refuse(
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
    t('Post {postId} is {stage}; that is final.', {
      postId: post.id,
      stage: post.stage.replaceAll('_', ' '),
    }),
    t('Write a new post with /post new.'),
  );
}
