/** What people say about posts, kept with the revision that stood then. */
import { count, desc, eq } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { comments } from './schema/comments.ts';

export type StoredComment = typeof comments.$inferSelect;

export async function add(db: Handle, comment: Omit<StoredComment, 'id'>): Promise<void> {
  await db.insert(comments).values(comment);
}

/** The newest, oldest of them first, by when they were said: two at once may be kept in any order. */
export async function newest(db: Handle, postId: number, most: number): Promise<StoredComment[]> {
  const found = await db
    .select()
    .from(comments)
    .where(eq(comments.postId, postId))
    .orderBy(desc(comments.saidAt), desc(comments.id))
    .limit(most);
  return found.reverse();
}

export async function countOf(db: Handle, postId: number): Promise<number> {
  const [row] = await db.select({ count: count() }).from(comments).where(eq(comments.postId, postId));
  return row?.count ?? 0;
}
