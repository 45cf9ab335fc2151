/**
 * Claiming due work with 1,000 and with 1,000,000 stored posts: at most 1.1 times. Bare: an update of as many rows by
 * their primary key, through the same driver.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../src/store/database.ts';
import { type Claim, claimDue, handBack } from '../src/store/deliveries.ts';
import type { Print } from './run.ts';
import { median, round } from './support/figures.ts';
import { open, seedPosts } from './support/seed.ts';
import { embedded, type Place, services } from './support/world.ts';

const DUE = 500;
const BATCH = 20;
const ROUNDS = 200;
const SIZES = [1_000, 1_000_000];

export async function run(print: Print): Promise<void> {
  for (const make of [services, embedded]) {
    const place = await make();
    const figures: { ours: number; bare: number }[] = [];
    let stored = 0;
    for (const size of SIZES) {
      const now = Date.now();
      const due = stored === 0 ? DUE : 0;
      if (due > 0) await seedPosts(place, due, () => now - 1_000);
      await seedPosts(place, size - stored - due, () => now - 86_400_000, 'sent');
      stored = size;
      figures.push(await measure(place));
    }
    const [small, large] = figures;
    if (!small || !large) continue;
    const ratio = round(large.ours / small.ours);
    print({
      on: place.name,
      unit: 'ms to claim 20',
      ours_1000: small.ours,
      ours_1000000: large.ours,
      bare_1000: small.bare,
      bare_1000000: large.bare,
      ratio,
      goal: 1.1,
      reached: ratio <= 1.1,
    });
    await place.remove();
  }
}

async function measure(place: Place): Promise<{ ours: number; bare: number }> {
  const opened = await open(place);
  const db = opened.database;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const [claims, took] = await timed(() => claimDue(db, Date.now(), BATCH, 60_000));
    ours.push(took);
    await handBack(db, claims);
    bare.push((await timed(() => touch(db, claims)))[1]);
  }
  await opened.close();
  return { ours: median(ours.slice(ROUNDS / 4)), bare: median(bare.slice(ROUNDS / 4)) };
}

async function timed<T>(run: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await run();
  return [result, performance.now() - started];
}

async function touch(db: Database, claims: Claim[]): Promise<void> {
  const ids = sql.join(
    claims.map((claim) => sql`${claim.id}`),
    sql`, `,
  );
  await db.execute(sql`update deliveries set attempts = attempts where id in (${ids}) returning *`);
}
