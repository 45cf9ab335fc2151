/** What goes out to one target around some time. */
import { type SQL, sql } from 'drizzle-orm';
import type { Content } from '../posts/content.ts';
import type { Outgoing } from '../posts/quota.ts';
import type { Handle } from './database.ts';

/** Epoch ms. */
export interface Around {
  target: string;
  /** Later than this, and earlier than that. */
  from: number;
  until: number;
  /** This post's own deliveries are left out. */
  besides: number;
  /** Only what goes out before this post does, which is due at that instant. */
  aheadOf?: number;
}

/** Sent, being sent or scheduled. What is held, failed or was called off is not, and a correction sends nothing new. */
export async function outgoing(db: Handle, around: Around): Promise<Outgoing[]> {
  const { rows } = await db.execute<{ at: number; pictures: number; answers: boolean }>(
    outgoingQuery(around),
  );
  return rows.map(({ at, pictures, answers }) => ({ at, pictures, ...(answers && { isAnswer: true }) }));
}

/** What those posts say. A thread that broke off counts too: its first parts are out. */
export async function outgoingContents(db: Handle, around: Around): Promise<Content[]> {
  const { rows } = await db.execute<{ content: Content }>(sql`
    select revisions.content as content ${whereOutgoing(around, sql`or jsonb_array_length(sent_parts) > 0`)}`);
  return rows.map(({ content }) => content);
}

/** Apart, so that a test can have it explained. */
export function outgoingQuery(around: Around): SQL {
  return sql`
    select (extract(epoch from due_at) * 1000)::float8 as at,
      case when jsonb_path_exists(revisions.content, '$.media[*].video') then 1
        else jsonb_array_length(revisions.content -> 'media') end as pictures,
      revisions.content -> 'answers' is not null as answers ${whereOutgoing(around, sql``)}`;
}

function whereOutgoing({ target, from, until, besides, aheadOf }: Around, orElse: SQL): SQL {
  const instant = (at: number) => sql`to_timestamp(${at}::float8 / 1000.0)`;
  const ahead =
    aheadOf === undefined ? sql`` : sql`and (due_at, post_id) < (${instant(aheadOf)}, ${besides}::bigint)`;
  return sql`
    from deliveries join revisions using (post_id, revision)
    where target = ${target} and due_at > ${instant(from)} and due_at < ${instant(until)}
      and revisions.content -> 'corrects' is null and post_id <> ${besides}
      and (state in ('scheduled', 'claimed', 'sending', 'sent', 'unknown', 'removing', 'removed') ${orElse}) ${ahead}`;
}
