/** What the detectors are fed with, and what each has learned. */
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import type { DetectorState } from '../crisis/detection/detector.ts';
import type { Handle, Transaction } from './database.ts';
import { detectors } from './schema/crises.ts';
import { mentionSlots, mentions } from './schema/mentions.ts';

export type StoredDetector = typeof detectors.$inferSelect;

export async function find(db: Handle, topic: string): Promise<StoredDetector | undefined> {
  return (await db.select().from(detectors).where(eq(detectors.topic, topic)))[0];
}

/** Goes on from what was read. False: somebody else did so meanwhile, and nothing is changed. */
export async function advance(
  transaction: Transaction,
  topic: string,
  before: StoredDetector | undefined,
  { state, until, toldOf }: { state: DetectorState; until: number; toldOf: number | null },
): Promise<boolean> {
  const values = { state, until: new Date(until), toldOf: toldOf === null ? null : new Date(toldOf) };
  const same = and(
    eq(detectors.topic, topic),
    sql`${detectors.until} is not distinct from ${before?.until.toISOString() ?? null}::timestamptz`,
    sql`${detectors.toldOf} is not distinct from ${before?.toldOf?.toISOString() ?? null}::timestamptz`,
  );
  const moved = before
    ? await transaction.update(detectors).set(values).where(same).returning({ topic: detectors.topic })
    : await transaction
        .insert(detectors)
        .values({ ...values, topic })
        .onConflictDoNothing()
        .returning({ topic: detectors.topic });
  return moved.length > 0;
}

/** Epoch ms of the first slot in which anything was written about the topic, from `since` on. */
export async function firstSlot(db: Handle, topic: string, since: number): Promise<number | undefined> {
  const [first] = await db
    .select({ at: mentionSlots.at })
    .from(mentionSlots)
    .where(and(eq(mentionSlots.topic, topic), gte(mentionSlots.at, new Date(since))))
    .orderBy(asc(mentionSlots.at))
    .limit(1);
  return first?.at.getTime();
}

/** Of all sources together, by the beginning of the slot (epoch ms). A slot without mentions is left out. */
export async function slots(
  db: Handle,
  topic: string,
  from: number,
  to: number,
): Promise<Map<number, { count: number; negative: number }>> {
  const rows = await db
    .select({
      at: mentionSlots.at,
      count: sql<number>`sum(${mentionSlots.count})::float8`,
      negative: sql<number>`sum(${mentionSlots.negative})::float8`,
    })
    .from(mentionSlots)
    .where(
      and(
        eq(mentionSlots.topic, topic),
        gte(mentionSlots.at, new Date(from)),
        lt(mentionSlots.at, new Date(to)),
      ),
    )
    .groupBy(mentionSlots.at);
  return new Map(rows.map(({ at, ...counted }) => [at.getTime(), counted]));
}

/** Up to three people for each slot of `length` ms in which anybody wrote, by its beginning. */
export async function authors(
  db: Handle,
  topic: string,
  { from, to, length }: { from: number; to: number; length: number },
): Promise<Map<number, string[]>> {
  const slot = sql<number>`(floor(extract(epoch from ${mentions.writtenAt}) * 1000 / ${length}::float8) * ${length}::float8)::float8`;
  const rows = await db
    .select({
      slot,
      authors: sql<string[]>`(array_agg(distinct ${mentions.source} || ' ' || ${mentions.authorId}))[1:3]`,
    })
    .from(mentions)
    .where(and(about(topic), gte(mentions.writtenAt, new Date(from)), lt(mentions.writtenAt, new Date(to))))
    .groupBy(sql`1`);
  return new Map(rows.map((row) => [row.slot, row.authors]));
}

/** What tells most of a span: what is negative and surely so, and read by many. What is not public is left out. */
export async function telling(db: Handle, topic: string, from: number, to: number, most: number) {
  const isNegative = sql`coalesce(${mentions.correctedTo}, ${mentions.label}) = 'negative'`;
  const reach = sql`ln(2 + coalesce((${mentions.author} ->> 'followers')::float8, 0))`;
  return db
    .select({ text: mentions.text, author: mentions.author, url: mentions.url })
    .from(mentions)
    .where(
      and(
        about(topic),
        sql`${mentions.audience} in ('public', 'unlisted') and ${mentions.goneAt} is null`,
        gte(mentions.writtenAt, new Date(from)),
        lt(mentions.writtenAt, new Date(to)),
      ),
    )
    .orderBy(sql`${isNegative} desc, ${mentions.confidence} * ${reach} desc, ${mentions.id} desc`)
    .limit(most);
}

function about(topic: string) {
  return topic === '' ? undefined : sql`${mentions.topics} @> array[${topic}]::text[]`;
}
