/** Fills a database with approved posts, as if people had written and approved them. */
import { sql } from 'drizzle-orm';
import { createLog } from '../../src/kit/log.ts';
import { contentHash } from '../../src/posts/content.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import type { Place } from './world.ts';

export async function open(place: Place): Promise<OpenDatabase> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = place.environment;
  return openDatabase({ databaseUrl, dataDir, log: createLog('warn') });
}

/** `dueAt(n)`: epoch ms of post n. The text of post n is `n`. Every post has one delivery, to `web`. */
export async function seedPosts(
  place: Place,
  count: number,
  dueAt: (n: number) => number,
  state: 'scheduled' | 'sent' = 'scheduled',
): Promise<void> {
  const opened = await open(place);
  const db = opened.database;
  await db.execute(
    sql`insert into people (name) select 'Ada Example' where not exists (select 1 from people)`,
  );
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) =>
      rowOf(from + index, dueAt),
    );
    await db.execute(sql`
      with asked as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as asked(n int, content jsonb, hash text, due float8)),
        made as (insert into posts (author_id, stage, revision, input)
          select (select min(id) from people), 'approved', 1, jsonb_build_object('text', n::text) from asked order by n
          returning id, (input ->> 'text')::int as n),
        revised as (insert into revisions (post_id, revision, content, hash, person_id)
          select made.id, 1, content, hash, (select min(id) from people) from made join asked using (n)),
        decided as (insert into decisions (post_id, revision, hash, verdict, person_id, chat)
          select made.id, 1, hash, 'approve', (select min(id) from people), 'slack' from made join asked using (n))
      insert into deliveries (key, post_id, revision, target, hash, state, due_at, next_at)
        select 'k' || made.id, made.id, 1, 'web', hash, ${state}, to_timestamp(due / 1000), to_timestamp(due / 1000)
        from made join asked using (n)`);
  }
  await db.execute(sql`analyze`);
  await opened.close();
}

function rowOf(n: number, dueAt: (n: number) => number) {
  const due = dueAt(n);
  const content = { text: String(n), variants: {}, targets: ['web'], media: [], at: due, campaign: null };
  return { n, content, hash: contentHash(content), due };
}

const CHUNK = 5_000;
