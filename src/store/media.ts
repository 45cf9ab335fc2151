/** Pictures by the hash of their bytes: the same picture is kept once. */
import { eq, inArray, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { media } from './schema/media.ts';

export type StoredMedia = Omit<typeof media.$inferSelect, 'createdAt'>;

/** What stands under its hash and is not its bytes is put right. */
export async function keep(db: Handle, picture: StoredMedia): Promise<void> {
  const { hash, ...all } = picture;
  await db
    .insert(media)
    .values(picture)
    .onConflictDoUpdate({ target: media.hash, set: all, setWhere: sql`${media.bytes} <> excluded.bytes` });
}

export async function find(db: Handle, hash: string): Promise<StoredMedia | undefined> {
  const [found] = await db.select().from(media).where(eq(media.hash, hash));
  return found;
}

export async function findAll(db: Handle, hashes: string[]): Promise<StoredMedia[]> {
  return hashes.length === 0 ? [] : db.select().from(media).where(inArray(media.hash, hashes));
}
