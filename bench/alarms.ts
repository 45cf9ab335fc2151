/**
 * 10,000 alarms that fall due within one minute: each is rung within a second of its time. They are rung by the ringer
 * of one worker over its real queue. Bare: BullMQ's delayed jobs on the same Redis (embedded: setTimeout), with nothing
 * claimed and nothing committed.
 */
import { sql } from 'drizzle-orm';
import { AHEAD, createRinger } from '../src/app/alarms/ringer.ts';
import { systemClock as clock } from '../src/kit/clock.ts';
import { createLog } from '../src/kit/log.ts';
import { createQueue } from '../src/queue/bullmq.ts';
import { done } from '../src/queue/job.ts';
import type { Print } from './run.ts';
import { collect, ringBare } from './support/bare-alarms.ts';
import { percentile, round } from './support/figures.ts';
import { inEachPlace } from './support/places.ts';
import { open } from './support/seed.ts';
import type { Place } from './support/world.ts';

const COUNT = 10_000;
const MINUTE = 60_000;
/** ms until the first is due. */
const LEAD = 10_000;
const SPREAD = { count: COUNT, within: MINUTE, lead: LEAD };
/** ms. */
const GOAL = 1_000;

export async function run(print: Print): Promise<void> {
  await inEachPlace(async (place) => {
    const ours = await ringOurs(place);
    const bare = await ringBare(place, SPREAD);
    for (const [figure, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
      ['the latest', 1],
    ] as const) {
      const [own, other] = [percentile(ours, share), percentile(bare, share)];
      const goal = share === 1 ? { goal: GOAL, reached: own <= GOAL } : {};
      print({
        ...{ on: place.name, figure, unit: 'ms late', alarms: COUNT },
        ...{ ours: own, bare: other, ratio: round(own / other), ...goal },
      });
    }
  });
}

/** Answers how late each was (ms). */
async function ringOurs(place: Place): Promise<number[]> {
  const log = createLog('warn');
  const { database, pool, close } = await open(place);
  const queue = await createQueue({ redisUrl: place.environment.REDIS_URL, pool, clock, log });
  const start = Date.now() + LEAD;
  await seed(database, start);
  const rung = collect(COUNT);
  const ringer = createRinger({
    ...{ database, clock, log },
    definitionOf: () => ({
      missed: 'run-once',
      next: () => undefined,
      async ring({ dueAt }) {
        rung.add(Date.now() - dueAt);
        return 'done';
      },
    }),
    wake: (dueAt) => {
      const second = Math.floor(dueAt / 1_000);
      void queue.add('ring-alarms', {}, { at: second * 1_000 - AHEAD, key: String(second) });
    },
  });
  await queue.work([{ name: 'ring-alarms', run: () => ringer.ringDue().then(() => done) }]);
  await ringer.ringDue();
  const late = await rung.all;
  await ringer.idle();
  await queue.stop(1_000);
  await ringer.stop(1_000);
  await close();
  return late;
}

async function seed(database: Awaited<ReturnType<typeof open>>['database'], start: number): Promise<void> {
  const due = sql`to_timestamp(floor(${start}::float8 + n::float8 / ${COUNT} * ${MINUTE}) / 1000.0)`;
  await database.execute(sql`
    insert into alarms (subject, kind, due_at, next_at)
    select 'crisis:' || n, 'escalate', ${due}, ${due} from generate_series(0, ${COUNT - 1}::int) as n`);
  await database.execute(sql`analyze alarms`);
}
