/** Finds posts that may say the same, by the numbers that their texts share: however many there are, a few are read. */
import { type SQL, sql } from 'drizzle-orm';
import type { Content } from '../posts/content.ts';
import type { DeliveryState } from '../posts/delivery.ts';
import type { Handle } from './database.ts';
import { fingerprints } from './schema/fingerprints.ts';

/** A text, by its fingerprint, and who gets it. */
export interface Printed {
  keys: number[];
  targets: string[];
}

export async function keep(
  db: Handle,
  post: { postId: number; revision: number; at: Date },
  texts: Printed[],
): Promise<void> {
  const rows = texts.flatMap(({ keys, targets }) =>
    [...new Set(keys)].map((key) => ({ ...post, key, targets: [...targets].sort() })),
  );
  if (rows.length > 0) await db.insert(fingerprints).values(rows);
}

export interface Alike {
  postId: number;
  content: Content;
  /** Epoch ms: when it is to go out; when it was sent for review where that is at once. */
  at: number;
  /** By target; none before its approval. */
  deliveries: Record<string, { state: DeliveryState; at: number }>;
}

/** What `alike` looks for. `besides`: posts that are left out, with all their revisions. `from`, `until`: epoch ms. */
export interface Asked extends Printed {
  besides: number[];
  from: number;
  until: number;
}

/** Posts whose current revision shares a number, and that are not closed without having gone out. */
export async function alike(db: Handle, asked: Asked): Promise<Alike[]> {
  if (asked.keys.length === 0) return [];
  const { rows } = await db.execute(alikeQuery(asked));
  return rows as unknown as Alike[];
}

/** Apart, so that a test can have it explained. */
export function alikeQuery({ keys, targets, besides, from, until }: Asked): SQL {
  return sql`
    with found as (
      select distinct near.post_id, near.revision, near.at
      from unnest(${sql.param(keys)}::bigint[]) as asked(key)
      cross join lateral (
        select post_id, revision, at from fingerprints
        where fingerprints.key = asked.key
          and at between to_timestamp(${from}::float8 / 1000.0) and to_timestamp(${until}::float8 / 1000.0)
          and post_id <> all(${sql.param(besides)}::bigint[]) and targets && ${sql.param(targets)}::text[]
        order by at desc limit ${MOST_FOR_ONE_KEY}
      ) as near
    )
    select posts.id::float8 as "postId", revisions.content,
      (extract(epoch from found.at) * 1000)::float8 as at,
      coalesce(sent.deliveries, '{}'::jsonb) as deliveries
    from found
    join posts on posts.id = found.post_id and posts.revision = found.revision
      and posts.stage in ('in_review', 'changes_requested', 'approved')
    join revisions on revisions.post_id = found.post_id and revisions.revision = found.revision
    cross join lateral (
      select jsonb_object_agg(target, jsonb_build_object('state', state,
        'at', (extract(epoch from coalesce(sent_at, due_at)) * 1000)::float8)) as deliveries
      from deliveries where deliveries.post_id = found.post_id and deliveries.revision = found.revision
    ) as sent
    order by posts.id desc`;
}

/** The newest ones: who says one thing daily needs no longer list to be told so. */
const MOST_FOR_ONE_KEY = 20;
