/** What is to be judged after a run: what the database says of each delivery, and what is live on the far sides. */
import { sql } from 'drizzle-orm';
import { partsOf } from '../../src/posts/parts.ts';
import type { Arrival } from './gate.ts';
import type { Lane } from './lane.ts';
import { TARGETS, type Target } from './targets.ts';
import { testimony } from './witness.ts';

export interface Evidence {
  deliveries: Delivered[];
  effects: Effect[];
  /** Approved, and there is no delivery for the target. */
  missing: string[];
  /** Publishing requests that came in while a freeze was confirmed, in words. */
  afterFreeze: string[];
}

export interface Delivered {
  id: number;
  target: Target;
  state: string;
  /** As they were approved; one, unless it is a thread. */
  parts: string[];
  /** How many of them it says are out, while it is under way. */
  out: number;
  /** When it may go out (epoch ms): as approved, or as a person said that it goes out now; null: at once. */
  at: number | null;
  /** Was it approved when an intent to send it was committed? One for each intent. */
  intents: boolean[];
  /** Those who look at the post were told how it ended. */
  told: boolean;
}

export interface Effect {
  target: Target;
  text: string;
  /** When it was first asked for (epoch ms). */
  at: number | undefined;
}

interface Done {
  /** Post ids with the text that was approved, where the database has another by now. */
  tampered: Map<number, string>;
  broken: string[];
  /** Post ids with when a person said that what was held goes out now: it is claimed and held before its time. */
  released: Map<number, number>;
}

export async function gather(lane: Lane, arrivals: Arrival[], done: Done): Promise<Evidence> {
  return {
    afterFreeze: done.broken,
    deliveries: await deliveriesOf(lane, done),
    effects: TARGETS.flatMap((target) => effectsOn(lane, target, arrivals)),
    missing: await missingOf(lane),
  };
}

async function deliveriesOf({ database }: Lane, { tampered, released }: Done): Promise<Delivered[]> {
  const { rows } = await database.execute<Row>(sql`
    select deliveries.id, post_id as "postId", target, state, content ->> 'text' as text,
      content -> 'variants' ->> target as own, jsonb_array_length(sent_parts) as out, (content ->> 'at')::float8 as at
    from deliveries join revisions using (post_id, revision) order by deliveries.id`);
  const seen = new Map((await testimony(database)).map((one) => [one.deliveryId, one]));
  return rows.map(({ id, postId, target, state, own, text, out, at }) => ({
    ...{ id: Number(id), target, state, out },
    at: at === null ? null : Math.min(at, released.get(Number(postId)) ?? at),
    parts: partsOf(own ?? tampered.get(Number(postId)) ?? text),
    intents: seen.get(Number(id))?.approved ?? [],
    told: seen.get(Number(id))?.told ?? !ENDED.has(state),
  }));
}

interface Row extends Record<string, unknown> {
  id: string;
  postId: string;
  target: Target;
  state: string;
  own: string | null;
  text: string;
  out: number;
  at: number | null;
}

const ENDED = new Set(['sent', 'failed', 'unknown']);

function effectsOn({ sites }: Lane, target: Target, arrivals: Arrival[]): Effect[] {
  const here = arrivals.filter((one) => one.target === target);
  return sites[target].live().map((text) => ({
    ...{ target, text },
    at: here.find(({ words }) => words.includes(text))?.at,
  }));
}

async function missingOf({ database }: Lane): Promise<string[]> {
  const { rows } = await database.execute<{ postId: string; target: string }>(sql`
    select posts.id as "postId", target from posts join revisions on revisions.post_id = posts.id
      and revisions.revision = posts.revision,
      jsonb_array_elements_text(content -> 'targets') as target
    where stage = 'approved' and not exists (select 1 from deliveries where deliveries.post_id = posts.id
      and deliveries.revision = posts.revision and deliveries.target = target)`);
  return rows.map(
    ({ postId, target }) => `post ${postId} is approved, and nothing is scheduled for ${target}`,
  );
}
