/**
 * 1,000 open crises whose next steps fall due within one minute, and in one second: each is done within a second of its
 * time, with its row, its ping in the outbox, the next alarm and the audit entry, by one worker over its real queue. Also
 * when the pings are out, in a chat that takes all. Bare: BullMQ's delayed jobs on the same Redis (embedded: setTimeout).
 */
import { sql } from 'drizzle-orm';
import type { CrisisSettings } from '../config/team/sections/crisis.ts';
import { bound } from '../src/app/alarms/alarm.ts';
import { createRinger } from '../src/app/alarms/ringer.ts';
import type { App } from '../src/app/app.ts';
import { loadAlarms, loadSubjects } from '../src/app/definitions.ts';
import { createSender } from '../src/app/showing/sender.ts';
import { wakeForAlarm, wakeForOutbox } from '../src/app/waking.ts';
import type { Messenger } from '../src/chat/chat.ts';
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

const COUNT = 1_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** ms until the first is due. */
const LEAD = 10 * SECOND;
/** ms. */
const GOAL = 1_000;

export async function run(print: Print): Promise<void> {
  await inEachPlace(async (place) => {
    for (const [within, words] of [
      [MINUTE, 'within a minute'],
      [SECOND, 'within a second'],
    ] as const) {
      const ours = await escalate(place, within);
      const bare = await ringBare(place, { count: COUNT, within, lead: LEAD });
      for (const [figure, late] of [
        ['the latest step', ours.steps],
        ['the latest ping', ours.pings],
      ] as const) {
        const [own, other] = [Math.round(percentile(late, 1)), percentile(bare, 1)];
        const goal = figure === 'the latest step' ? { goal: GOAL, reached: own <= GOAL } : {};
        print({
          ...{ on: place.name, due: words, figure, unit: 'ms late', crises: COUNT },
          ...{ ours: own, median: Math.round(percentile(late, 0.5)), bare: other, ratio: round(own / other) },
          ...goal,
        });
      }
    }
  });
}

/** How late each step was done and each ping was out (ms). */
async function escalate(place: Place, within: number): Promise<{ steps: number[]; pings: number[] }> {
  const log = createLog('warn');
  const { database, pool, close } = await open(place);
  const queue = await createQueue({ redisUrl: place.environment.REDIS_URL, pool, clock, log });
  const start = Date.now() + LEAD;
  await seed(database, start, within);
  const [subjects, alarms] = await Promise.all([loadSubjects(), loadAlarms()]);
  const out = collect(COUNT);
  const messengers = new Map([['slack', takesAll((title) => out.add(Date.now() - dueOf(title)))]]);
  const dueOf = (title: string) => Math.floor(start + (Number(title) / COUNT) * within);
  const app = { clock, log, database, queue, messengers, subjects, team: TEAM } as unknown as App;
  const sender = createSender({
    ...{ database, clock, log, messengers },
    preferred: () => ['slack'],
    draw: (subject, asked) => subjects.draw(app, subject, asked),
    faulty: async () => {},
    unsaid: async () => {},
    mended: async () => {},
    wake: (at) => void wakeForOutbox(app, at),
  });
  const ringer = createRinger({
    ...{ database, clock, log },
    definitionOf: (kind) => bound(alarms.get(kind), () => app),
    wake: (at) => void wakeForAlarm(app, at),
  });
  await queue.work([
    { name: 'ring-alarms', run: () => ringer.ringDue().then(() => done) },
    { name: 'send-outbox', run: () => sender.sendDue().then(() => done) },
  ]);
  await ringer.ringDue();
  const pings = await out.all;
  await queue.stop(SECOND);
  await ringer.stop(SECOND);
  await sender.stop(SECOND);
  const { rows } = await database.execute<{ late: number }>(
    sql`select (extract(epoch from at - due_at) * 1000)::float8 as late from crisis_steps where level = 1`,
  );
  await close();
  return { steps: rows.map(({ late }) => late), pings };
}

/** Each was pinged once, and its second level is due. Its title is its number. */
async function seed(
  database: Awaited<ReturnType<typeof open>>['database'],
  start: number,
  within: number,
): Promise<void> {
  for (const table of ['outbox_changes', 'outbox', 'alarms', 'crisis_steps', 'crises'])
    await database.execute(sql.raw(`delete from ${table}`));
  const due = sql`to_timestamp(floor(${start}::float8 + title::float8 / ${COUNT} * ${within}) / 1000.0)`;
  const before = sql`${due} - interval '5 minutes'`;
  await database.execute(sql`
    insert into crises (title, state, severity, opened_at, climb_number, climb_since, climb_from_level, next_step_at)
    select title, 'open', 'high', ${before}, 1, ${before}, 0, ${due}
    from (select n::text as title from generate_series(0, ${COUNT - 1}::int) as n) as asked`);
  await database.execute(sql`
    insert into crisis_steps (crisis_id, climb, round, level, kind, due_at, at, reached, missing)
    select id, 1, 0, 0, 'ping', ${before}, ${before}, '{}', '{}' from crises`);
  await database.execute(sql`
    insert into alarms (subject, kind, due_at, next_at) select 'crisis:' || id, 'escalate', ${due}, ${due} from crises`);
  await database.execute(sql`analyze`);
}

/** `heard`: told the title of each crisis that is pinged. */
function takesAll(heard: (title: string) => void): Messenger {
  let count = 0;
  const messenger = {
    ...{ chat: 'slack', pace: { interval: 0, burst: COUNT } },
    async send(channel: string, { heading }: { heading: string }) {
      heard(heading.slice(heading.lastIndexOf(' ') + 1));
      count += 1;
      return { chat: 'slack', channel, message: String(count) };
    },
    edit: async () => {},
    find: async () => undefined,
    directChannel: async (user: string) => `D-${user}`,
    member: async (user: string) => ({ name: user, groups: [] }),
    peopleIn: async () => [],
  };
  return messenger as unknown as Messenger;
}

const CRISIS: CrisisSettings = {
  ...{ detects: true, places: {}, falseAlarmsAWeek: 1, topics: {}, webhooks: {}, heartbeat: undefined },
  policy: {
    levels: ['Ada', 'Bo', 'Cy'].map((name) => ({
      targets: [{ kind: 'person' as const, name }],
      wait: 5 * MINUTE,
    })),
    repeat: 0,
  },
  reopenWithin: 24 * 60 * MINUTE,
};

const TEAM = {
  ...{ name: 'Acme', timeZone: 'UTC', roles: {}, channels: { review: {} }, targets: {}, groups: {} },
  people: ['Ada', 'Bo', 'Cy'].map((name) => ({ name, identities: { slack: `U${name}` }, roles: [] })),
  sections: new Map([['crisis', CRISIS]]),
};
