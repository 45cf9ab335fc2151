/** What is known of videos, by the hash of their bytes. The bytes are kept by a port of their own: src/media/blobs.ts. */
import { eq } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { videos } from './schema/videos.ts';

export type StoredVideo = Omit<typeof videos.$inferSelect, 'createdAt'>;

export async function keep(db: Handle, video: StoredVideo): Promise<void> {
  const { hash: _, ...told } = video;
  await db.insert(videos).values(video).onConflictDoUpdate({ target: videos.hash, set: told });
}

export async function find(db: Handle, hash: string): Promise<StoredVideo | undefined> {
  const [found] = await db.select().from(videos).where(eq(videos.hash, hash));
  return found;
}
