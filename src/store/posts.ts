/** Posts with their revisions and decisions. */
import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  lt,
  lte,
  not,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import type { Decision, Verdict } from '../posts/approval.ts';
import { type Content, contentHash } from '../posts/content.ts';
import type { PostInput } from '../posts/input.ts';
import type { PostStage } from '../posts/post.ts';
import type { Warning } from '../posts/preflight/check.ts';
import type { Handle } from './database.ts';
import { alarms } from './schema/alarms.ts';
import { comments } from './schema/comments.ts';
import { deliveries } from './schema/deliveries.ts';
import { decisions, posts, revisions } from './schema/posts.ts';

export type StoredPost = typeof posts.$inferSelect;
export type StoredRevision = typeof revisions.$inferSelect;
export type StoredDecision = typeof decisions.$inferSelect;

export async function insert(db: Handle, authorId: number, input: PostInput): Promise<StoredPost> {
  const [made] = await db.insert(posts).values({ authorId, input, stage: 'draft' }).returning();
  if (!made) throw new Error('The post was not stored.');
  return made;
}

export async function find(db: Handle, id: number): Promise<StoredPost | undefined> {
  const [found] = await db.select().from(posts).where(eq(posts.id, id));
  return found;
}

/** Holds the row until the transaction ends: two who act on one post act one after the other. */
export async function findForUpdate(db: Handle, id: number): Promise<StoredPost | undefined> {
  const [found] = await db.select().from(posts).where(eq(posts.id, id)).for('update');
  return found;
}

/** The newest first. `isOpen`: still to be written, decided or sent, or waiting for somebody; `before`: only older ones. */
export async function list(
  db: Handle,
  filter: { stages?: PostStage[]; isOpen?: boolean; authorId?: number; before?: number; most: number },
): Promise<StoredPost[]> {
  return db
    .select()
    .from(posts)
    .where(
      and(
        filter.stages && inArray(posts.stage, filter.stages),
        filter.isOpen ? open(db) : undefined,
        filter.authorId === undefined ? undefined : eq(posts.authorId, filter.authorId),
        filter.before === undefined ? undefined : lt(posts.id, filter.before),
      ),
    )
    .orderBy(desc(posts.id))
    .limit(filter.most);
}

function open(db: Handle) {
  const unfinished = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.postId, posts.id),
        eq(deliveries.revision, posts.revision),
        notInArray(deliveries.state, ['sent', 'removed', 'cancelled']),
      ),
    );
  return and(
    notInArray(posts.stage, ['rejected', 'cancelled']),
    or(not(eq(posts.stage, 'approved')), exists(unfinished)),
  );
}

/** Posts that answer this mention, by their numbers. */
export async function answersTo(db: Handle, mentionId: number): Promise<number[]> {
  const found = await db
    .select({ id: posts.id })
    .from(posts)
    .where(eq(posts.answers, mentionId))
    .orderBy(asc(posts.id));
  return found.map(({ id }) => id);
}

/** By their numbers, from the one after `after`. */
export async function inOrder(db: Handle, after: number, most: number): Promise<StoredPost[]> {
  return db.select().from(posts).where(gt(posts.id, after)).orderBy(asc(posts.id)).limit(most);
}

export async function update(
  db: Handle,
  id: number,
  change: Partial<
    Pick<StoredPost, 'stage' | 'revision' | 'input' | 'expiresAt' | 'awaitedSince' | 'reminded'>
  >,
): Promise<void> {
  await db
    .update(posts)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(posts.id, id));
}

export async function addRevision(
  db: Handle,
  revision: { postId: number; revision: number; content: Content; personId: number; createdAt?: Date },
): Promise<string> {
  const hash = contentHash(revision.content);
  await db.insert(revisions).values({ ...revision, hash });
  return hash;
}

export async function findRevision(
  db: Handle,
  postId: number,
  revision: number,
): Promise<StoredRevision | undefined> {
  const [found] = await db
    .select()
    .from(revisions)
    .where(and(eq(revisions.postId, postId), eq(revisions.revision, revision)));
  return found;
}

export async function addDecision(
  db: Handle,
  decision: {
    postId: number;
    revision: number;
    hash: string;
    verdict: Verdict;
    comment?: string;
    accepted?: Warning[];
    personId: number;
    chat: string;
    /** By the app's clock; the database's when left out. */
    createdAt?: Date;
  } & Partial<Decision>,
): Promise<void> {
  await db.insert(decisions).values(decision);
}

export async function decisionsOf(db: Handle, postId: number): Promise<StoredDecision[]> {
  return db.select().from(decisions).where(eq(decisions.postId, postId)).orderBy(decisions.id);
}

/** Reviews whose end is not set as an alarm, or too late. */
export async function withoutAlarm(db: Handle, most: number): Promise<number[]> {
  const itsEnd = and(eq(alarms.subject, sql`'post:' || ${posts.id}`), eq(alarms.kind, 'expire-review'));
  const inTime = lte(alarms.dueAt, posts.expiresAt);
  const alarm = db.select({ id: alarms.id }).from(alarms).where(and(itsEnd, inTime));
  const rows = await db
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.stage, 'in_review'), isNotNull(posts.expiresAt), not(exists(alarm))))
    .limit(most);
  return rows.map((row) => row.id);
}

/** Reviews without a decision since then, of which so many reminders were sent. */
export async function idle(db: Handle, since: Date, reminded: number, most: number): Promise<number[]> {
  const rows = await db
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.stage, 'in_review'), eq(posts.reminded, reminded), lte(posts.awaitedSince, since)))
    .limit(most);
  return rows.map((row) => row.id);
}

/** Two people turn out to be one: what `gone` wrote, decided and said is `kept`'s. */
export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(posts).set({ authorId: kept }).where(eq(posts.authorId, gone));
  await db.update(revisions).set({ personId: kept }).where(eq(revisions.personId, gone));
  await db.update(decisions).set({ personId: kept }).where(eq(decisions.personId, gone));
  await db.update(decisions).set({ placeId: kept }).where(eq(decisions.placeId, gone));
  await db.update(comments).set({ personId: kept }).where(eq(comments.personId, gone));
}
