/**
 * The report of a week in which others wrote 100,000 times, with as much in each of the eight weeks before it and 1,000
 * posts a week: at most 2 s on PostgreSQL. Bare: the same mentions counted from their own rows, this one week alone.
 */
import { sql } from 'drizzle-orm';
import type { App } from '../src/app/app.ts';
import { makeReport } from '../src/app/reports/making.ts';
import { systemClock } from '../src/kit/clock.ts';
import { lastClosed } from '../src/reports/period.ts';
import { lineNamed } from '../src/reports/report.ts';
import type { Database } from '../src/store/database.ts';
import type { Print } from './run.ts';
import { median, round } from './support/figures.ts';
import { open, seedPosts } from './support/seed.ts';
import { embedded, type Place, services } from './support/world.ts';

const MENTIONS = 100_000;
const POSTS = 1_000;
const WEEKS = 9;
const CHUNK = 20_000;
const ROUNDS = 5;
const GOAL = 2_000;
const WEEK = 7 * 86_400_000;

export async function run(print: Print): Promise<void> {
  for (const make of [services, embedded]) {
    const place = await make();
    print({ on: place.name, ...(await measure(place)) });
    await place.remove();
  }
}

async function measure(place: Place) {
  const period = lastClosed('week', Date.now(), 'UTC');
  const begin = period.until - WEEKS * WEEK;
  const spread = (count: number) => (n: number) => begin + Math.floor((n * WEEKS * WEEK) / count);
  await seedPosts(place, POSTS * WEEKS, spread(POSTS * WEEKS), 'sent');
  const { database, close } = await open(place);
  await seedMentions(database, begin);
  const app = appOn(database);
  const [ours, bare]: number[][] = [[], []];
  let mentions = 0;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const before = performance.now();
    const report = await makeReport(app, period);
    ours?.push(performance.now() - before);
    const figure = lineNamed(report, 'mentions')?.figure;
    mentions = figure?.kind === 'measured' ? figure.numerator : 0;
    const start = performance.now();
    await countRows(database, period.from, period.until);
    bare?.push(performance.now() - start);
  }
  await close();
  if (mentions !== MENTIONS) throw new Error(`The report counts ${mentions} mentions.`);
  const [took, counted] = [median(ours ?? []), median(bare ?? [])];
  const ratio = round(took / counted);
  return {
    unit: 'ms',
    mentions,
    ours: round(took),
    bare: round(counted),
    ratio,
    goal: GOAL,
    reached: took <= GOAL,
  };
}

/** As they are taken in: a row each, and their slots. */
async function seedMentions(db: Database, begin: number): Promise<void> {
  const total = MENTIONS * WEEKS;
  const at = sql`to_timestamp((${begin}::float8 + n * ${(WEEKS * WEEK) / total}::float8) / 1000)`;
  // In pieces: the server ends a statement that takes long.
  for (let from = 0; from < total; from += CHUNK) {
    await db.execute(sql`
    with begun as (
      insert into conversations (source, thread, state, audience, opened_at, mentioned_at, answered_at)
      select 'bluesky', n::text, 'answered', 'public', ${at}, ${at}, ${at} + (n % 90) * interval '1 minute'
      from generate_series(${from}::int, ${from + CHUNK - 1}::int) as n
      returning *
    )
    insert into mentions (conversation_id, source, item, kind, author_id, author, text, language, label, score, confidence,
      audience, written_at, taken_at)
    select id, source, thread, 'mention', 'a' || (id % 5000), '{}', 'Where is my parcel?', 'en',
      case id % 5 when 0 then 'negative' when 1 then 'positive' else 'neutral' end, 0, 1, 'public', opened_at, opened_at
    from begun`);
  }
  await db.execute(sql`
    insert into mention_slots (topic, source, at, count, negative, positive)
    select '', source, to_timestamp(floor(extract(epoch from written_at) / 300) * 300), count(*),
      count(*) filter (where label = 'negative'), count(*) filter (where label = 'positive')
    from mentions group by 2, 3`);
  await db.execute(sql`update deliveries set sent_at = due_at where state = 'sent'`);
  await db.execute(sql`
    insert into reading_slots (age, at, target, count, posts, total)
    select 72, to_timestamp(floor(extract(epoch from sent_at + interval '72 hours') / 900) * 900), target, name, count(*),
      count(*) * 7 from deliveries cross join (values (''), ('likes'), ('replies'), ('reposts')) as counts(name)
    group by 2, 3, 4`);
  await db.execute(sql`analyze`);
}

async function countRows(db: Database, from: number, until: number): Promise<void> {
  await db.execute(sql`
    select label, count(*) from mentions
    where written_at >= to_timestamp(${from}::float8 / 1000) and written_at < to_timestamp(${until}::float8 / 1000)
    group by label`);
}

/** As much of the app as a report reads. */
function appOn(database: Database): App {
  const sections = new Map<string, unknown>([
    ['listening', { sources: { bluesky: {} }, topics: [] }],
    ['moderation', { isOn: true }],
    ['reports', { audiences: {}, objectives: {} }],
  ]);
  const connection = { metrics: async () => new Map() };
  return {
    ...{ database, clock: systemClock, team: { sections, timeZone: 'UTC' } },
    accounts: { get: () => ({ network: { name: 'bluesky' }, connection }) },
  } as unknown as App;
}
