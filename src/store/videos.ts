/** What is known of videos, by the hash of their bytes. The bytes are kept by a port of their own: src/media/blobs.ts. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { videos } from './schema/videos.ts';

export type StoredVideo = Omit<typeof videos.$inferSelect, 'createdAt'>;

/** Its age begins anew. */
export async function keep(db: Handle, video: StoredVideo): Promise<void> {
  const { hash: _, ...told } = video;
  await db
    .insert(videos)
    .values(video)
    .onConflictDoUpdate({ target: videos.hash, set: { ...told, createdAt: sql`now()` } });
}

export async function find(db: Handle, hash: string): Promise<StoredVideo | undefined> {
  const [found] = await db.select().from(videos).where(eq(videos.hash, hash));
  return found;
}

/**
 * Taken in longer than `age` ms ago by the database's clock, and named by no draft and no version that may still go out. A
 * post that is out, was taken back or turned down needs its video no more.
 */
export async function unnamed(db: Handle, age: number): Promise<string[]> {
  const isOpen = sql`posts.stage not in ('rejected', 'cancelled') and (posts.stage <> 'approved' or exists (
    select from deliveries where post_id = posts.id and revision = posts.revision and ${UNFINISHED}))`;
  const { rows } = await db.execute<{ hash: string }>(sql`
    select hash from videos
    where created_at < now() - make_interval(secs => ${age / 1_000}) and hash not in (
      select ${hashesIn(sql`input`)} from posts where ${isOpen}
      union all select ${hashesIn(sql`content`)} from revisions join posts on posts.id = revisions.post_id
        and posts.revision = revisions.revision where ${isOpen}
      union all select ${hashesIn(sql`content`)} from revisions join deliveries
        on deliveries.post_id = revisions.post_id and deliveries.revision = revisions.revision
        where ${UNFINISHED})`);
  return rows.map(({ hash }) => hash);
}

const UNFINISHED = sql`deliveries.state not in ('sent', 'removed', 'cancelled')`;

function hashesIn(named: SQL): SQL {
  return sql`jsonb_path_query(${named}, '$.media[*].hash') #>> '{}'`;
}

export async function forget(db: Handle, hash: string): Promise<void> {
  await db.delete(videos).where(eq(videos.hash, hash));
}
