/** From what is written to a crisis that opens by itself: once, with its reason and its links, whoever looks how often. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge, dismiss } from '../../../src/app/crises/acting.ts';
import { detectCrises } from '../../../src/app/crises/detecting.ts';
import { takeIn } from '../../../src/app/listening/taking-in.ts';
import { begin } from '../../../src/crisis/detection/detector.ts';
import * as crises from '../../../src/store/crises.ts';
import * as detectors from '../../../src/store/detectors.ts';
import { SLOT } from '../../../src/store/mention-slots.ts';
import { empty } from '../../store/empty.ts';
import { MINUTE, openRig, type Rig, SOURCE } from './rig.ts';

const DAY = 24 * 60 * MINUTE;

let rig: Rig;
/** The beginning of a slot, after eight quiet days: an hour ahead, as each test sets a clock of its own forward to it. */
let start: number;
beforeAll(async () => {
  rig = await openRig();
  start = Math.ceil(rig.clock.now() / SLOT) * SLOT + 60 * MINUTE;
  rig.clock.moveTo(start);
  await quietDays(8, start);
  await detectCrises(rig.app);
  // Thousands of slots were walked: what was learnt from them is the same for every test.
  for (const table of LEARNT)
    await rig.database.execute(sql.raw(`create temporary table quiet_${table} as select * from ${table}`));
}, 60_000);
afterAll(() => rig?.close());
beforeEach(async () => {
  await rig.clear();
  written = 0;
  rig.clock.moveTo(start);
  for (const table of LEARNT)
    await rig.database.execute(sql.raw(`insert into ${table} select * from quiet_${table}`));
});

const LEARNT = ['mention_slots', 'detectors'];
let written = 0;
describe('a burst of anger', () => {
  it('opens one crisis that says why, links what tells most, and pings, however often it is looked', async () => {
    await burst(60, { url: 'https://social.example/1', followers: 90_000 });
    await looked();
    const [crisis, ...more] = await crises.goingOn(rig.database, 10);
    expect(more).toEqual([]);
    expect(crisis).toMatchObject({ topic: 'delivery', state: 'open', openedBy: null });
    expect(crisis?.sentence).toMatch(
      /^63 mentions in 15 min \(4 usual at this time\), 97 % negative \(1\d % usual\)\. Such a turn of mood/,
    );
    expect(crisis?.links[0]).toEqual({
      url: 'https://social.example/1',
      label: '"My parcel is bad 1" (Kim 1)',
    });
    const [card, ping] = rig.in(rig.slack, 'C0CRISIS');
    expect(card).toMatch(
      /is said about delivery[\s\S]*63 mentions in[\s\S]*Felt in what is said about delivery/,
    );
    expect(card).toContain('(https://social.example/1)');
    expect(ping).toContain('Who takes this?');
    for (let again = 0; again < 4; again += 1) {
      rig.clock.moveTo(rig.clock.now() + MINUTE);
      await looked();
    }
    expect(await crises.goingOn(rig.database, 10)).toHaveLength(1);
  });

  it('is one crisis when two workers look at once', async () => {
    await burst(60);
    rig.clock.moveTo(rig.clock.now() + SLOT);
    await Promise.all([detectCrises(rig.app), detectCrises(rig.app)]);
    expect(await crises.goingOn(rig.database, 10)).toHaveLength(1);
  });

  it('is felt also where half of it comes in two slots late', async () => {
    await burst(2);
    await looked();
    expect(await crises.goingOn(rig.database, 10)).toEqual([]);
    const at = rig.clock.now() - SLOT - MINUTE;
    await burst(58, {}, at);
    await looked();
    expect(await crises.goingOn(rig.database, 10)).toHaveLength(1);
  });

  it('is not told twice, nor after somebody dismissed it', async () => {
    await burst(60);
    await looked();
    const [crisis] = await crises.goingOn(rig.database, 10);
    await dismiss(rig.app, await rig.actor('Ada'), crisis?.id ?? 0);
    await burst(40);
    await looked();
    await burst(40);
    await looked();
    expect(await crises.goingOn(rig.database, 10)).toEqual([]);
  });

  it('shows nothing that is not public', async () => {
    await burst(60, { audience: 'direct' });
    await looked();
    const [crisis] = await crises.goingOn(rig.database, 10);
    expect(crisis?.links).toEqual([]);
  });

  it('that is over when somebody looks again pings nobody', async () => {
    await burst(60);
    rig.clock.moveTo(rig.clock.now() + 6 * 60 * MINUTE);
    await looked();
    expect(await crises.goingOn(rig.database, 10)).toEqual([]);
    expect((await detectors.find(rig.database, 'delivery'))?.toldOf).not.toBeNull();
  });

  it('of one person alone is none', async () => {
    await burst(60, { author: 'Kim' });
    await looked();
    expect(await crises.goingOn(rig.database, 10)).toEqual([]);
  });
});

it('a first anger after two hours in which nothing was written is felt, as no more than a guess', async () => {
  await empty(rig.database, 'detectors', 'mention_slots');
  await detectCrises(rig.app);
  rig.clock.moveTo(rig.clock.now() + 120 * MINUTE);
  await looked();
  await burst(8);
  await looked();
  const [crisis] = await crises.goingOn(rig.database, 10);
  expect(crisis?.sentence).toMatch(/^8 mentions in .* \(hardly any in the busiest hour so far\)/);
});

it('a topic that is added knows nothing of the days before, and takes them for no calm', async () => {
  rig.listening.topics.push({ name: 'returns', words: ['return'], sources: [] });
  rig.clock.moveTo(rig.clock.now() + SLOT);
  await detectCrises(rig.app);
  const kept = await detectors.find(rig.database, 'returns');
  expect(kept?.state).toEqual(begin(SLOT));
  expect(kept?.until).toEqual(new Date(Math.floor(rig.clock.now() / SLOT) * SLOT));
});

describe('more anger about a crisis that is on', () => {
  it('pings again where nobody had answered', async () => {
    await burst(60);
    await looked();
    const id = await onlyOne();
    for (let steps = 0; steps < 6; steps += 1) await rig.pass(10 * MINUTE);
    await rig.pass(DAY);
    expect((await rig.steps(id)).at(-1)).toBe('exhausted 1.2.0');
    await burst(80);
    await looked();
    expect(await onlyOne()).toBe(id);
    expect((await rig.steps(id)).at(-1)).toBe('ping 2.0.0');
    const [card, ...pings] = rig.in(rig.slack, 'C0CRISIS');
    expect(card).toContain('so whoever is to know is asked anew.');
    expect(pings.filter((one) => one.startsWith('Who takes this?'))).toHaveLength(3);
  });

  it('pings nobody while somebody has it', async () => {
    await burst(60);
    await looked();
    const id = await onlyOne();
    const steps = await rig.steps(id);
    await acknowledge(rig.app, await rig.actor('Bo'), id);
    await burst(60);
    await looked();
    expect((await rig.stored(id)).state).toBe('acknowledged');
    expect(await rig.steps(id)).toEqual(steps);
  });

  it('pings again where somebody took it long ago, and says who', async () => {
    await burst(60);
    await looked();
    const id = await onlyOne();
    await acknowledge(rig.app, await rig.actor('Bo'), id);
    await rig.pass(24 * 60 * MINUTE);
    await burst(80);
    await looked();
    expect(await onlyOne()).toBe(id);
    expect((await rig.steps(id)).at(-1)).toBe('ping 2.0.0');
    expect(rig.in(rig.slack, 'C0CRISIS')[0]).toContain('Bo had it.');
  });

  async function onlyOne(): Promise<number> {
    const found = await crises.goingOn(rig.database, 10);
    expect(found).toHaveLength(1);
    return found[0]?.id ?? 0;
  }
});

describe('nothing is felt', () => {
  it('on quiet days', async () => {
    for (let slots = 0; slots < 6; slots += 1) {
      await burst(1);
      await looked();
    }
    expect(await crises.goingOn(rig.database, 10)).toEqual([]);
  });

  it('without the section in the team file', async () => {
    rig.settings.detects = false;
    await burst(60);
    await looked();
    expect(await crises.goingOn(rig.database, 10)).toEqual([]);
  });
});

it('hours in which no source could be read count as not seen, and not as calm', async () => {
  const from = Math.floor(rig.clock.now() / SLOT) * SLOT;
  await rig.database.execute(sql`
    insert into blind_spans (source, from_at, to_at, reason)
    values ('crm', ${new Date(from).toISOString()}, ${new Date(from + 10 * SLOT).toISOString()}, 'down')`);
  rig.clock.moveTo(from + 12 * SLOT);
  await detectCrises(rig.app);
  const kept = await detectors.find(rig.database, 'delivery');
  expect(kept?.state.history.days.flat().slice(-10)).toEqual(Array(10).fill(null));
});

/** The slot ends, and it is looked. */
async function looked(): Promise<void> {
  rig.clock.moveTo((Math.floor(rig.clock.now() / SLOT) + 1) * SLOT + 1_000);
  await detectCrises(rig.app);
  await rig.settle();
}

interface Written {
  url?: string;
  followers?: number;
  audience?: 'public' | 'direct';
  author?: string;
}

/** By as many people, in the slot of now. `more` is told of the first alone, but for its audience and author. */
async function burst(count: number, more: Written = {}, at = rig.clock.now()): Promise<void> {
  const { url, followers, audience = 'public' } = more;
  const items = Array.from({ length: count }, (_, index) => {
    written += 1;
    const name = more.author ?? `Kim ${written}`;
    const first = index === 0 ? { ...(url !== undefined && { url }) } : {};
    return {
      ...{ id: `m${written}`, kind: 'mention' as const, text: `My parcel is bad ${written}`, at, audience },
      ...{ thread: `m${written}`, ...first },
      author: {
        ...{ id: name, name, handle: `@${name}` },
        ...(index === 0 && followers !== undefined && { followers }),
      },
    };
  });
  await takeIn(rig.app, SOURCE, items);
}

/** A mention about delivery in most slots, a fifth of them negative: written by the database, as there are thousands. */
async function quietDays(days: number, end: number): Promise<void> {
  await rig.database.execute(sql`
    insert into mention_slots (topic, source, at, count, negative, positive)
    select topic, 'crm', to_timestamp(${end}::float8 / 1000) - (slot + 1) * ${SLOT}::float8 * interval '1 millisecond',
      case when slot % 3 = 0 then 2 else 1 end, case when slot % 5 = 0 then 1 else 0 end, 0
    from generate_series(0, ${(days * DAY) / SLOT - 1}::int) as slot, (values ('delivery'), ('')) as topics(topic)`);
}
