/** From what an author filled in to a post in review. Nothing typed is lost: what cannot be read stays a draft. */
import { DateTime } from 'luxon';
import { errorsOf, type Finding, type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import { holds } from '../../people/role.ts';
import type { Content } from '../../posts/content.ts';
import type { PostInput } from '../../posts/input.ts';
import { handedOver, next } from '../../posts/post.ts';
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
  /** In review; else it is kept as a draft, and the findings say why. */
  submitted: boolean;
  findings: Finding[];
  checks: Check[];
}

/** `kept`: findings about the input that stand already (a picture that could not be had). */
export async function draftPost(
  app: App,
  person: Person,
  input: PostInput,
  kept: Finding[] = [],
): Promise<Drafted> {
  const post = await posts.insert(app.database, person.id, input);
  const read = await readAndCheck(app, person, input, kept);
  const { content } = read;
  if (content)
    await app.database.transaction((transaction) =>
      putInReview(app, transaction, person, post, content, input),
    );
  return settled(app, post.id, read);
}

/**
 * Changes a post; what was approved needs approval again. A change that cannot be read is kept for the next try,
 * and the post stays as it was. Throws a `Refusal` when it is too late for any change.
 */
export async function editPost(
  app: App,
  person: Person,
  postId: number,
  change: (input: PostInput) => PostInput,
  kept: Finding[] = [],
): Promise<Drafted> {
  const before = await openPost(app.database, posts.find, person, postId, 'edit');
  const input = change(before.input);
  const read = await readAndCheck(app, person, input, kept);
  await app.database.transaction(async (transaction) => {
    const post = await openPost(transaction, posts.findForUpdate, person, postId, 'edit');
    const deliveries = await openDeliveries(transaction, post);
    if (!read.content) return posts.update(transaction, postId, { input });
    await postDeliveries.callOff(transaction, deliveries);
    await putInReview(app, transaction, person, post, read.content, input);
  });
  return settled(app, postId, read);
}

export async function cancelPost(app: App, person: Person, postId: number): Promise<void> {
  await app.database.transaction(async (transaction) => {
    const post = await openPost(transaction, posts.findForUpdate, person, postId, 'cancel');
    await postDeliveries.callOff(transaction, await openDeliveries(transaction, post));
    await posts.update(transaction, postId, { stage: 'cancelled', expiresAt: null });
    await cards.markChanged(transaction, postId);
  });
  await wakeForCards(app, postId);
}

type Read = Pick<Drafted, 'findings' | 'checks'> & { content: Content | undefined };

async function readAndCheck(app: App, person: Person, input: PostInput, kept: Finding[]): Promise<Read> {
  const { content, findings } = readInput(input, {
    targets: Object.keys(app.team.targets),
    groups: app.team.groups,
    timeZone: person.timeZone,
    now: app.clock.now(),
  });
  const checks = content ? await check(app, content) : [];
  const found = [...kept, ...findings, ...checks.flatMap((one) => one.findings)];
  return { content: errorsOf(found).length > 0 ? undefined : content, findings: found, checks };
}

async function settled(app: App, postId: number, { content, findings, checks }: Read): Promise<Drafted> {
  if (content) await wakeForCards(app, postId);
  return { postId, submitted: content !== undefined, findings, checks };
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
async function openDeliveries(transaction: Transaction, post: posts.StoredPost): Promise<number[]> {
  if (post.stage !== 'approved') return [];
  const deliveries = await postDeliveries.ofPostForUpdate(transaction, post.id, post.revision);
  if (handedOver(deliveries.map((one) => one.state))) throw underWay(post.id);
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
