/** Reading what published posts got, over a real store and networks that answer as they are told. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportFor } from '../../src/app/reports/asked.ts';
import { readDelivery } from '../../src/app/reports/reading.ts';
import type { CountsOf } from '../../src/networks/counts.ts';
import { NetworkError, type Published } from '../../src/networks/network.ts';
import { lineNamed } from '../../src/reports/report.ts';
import { deliveries } from '../../src/store/schema/deliveries.ts';
import { readingSlots, readings } from '../../src/store/schema/reports.ts';
import { emptyPosts } from '../store/empty.ts';
import { openRig, type ReportsRig, ZONE } from './reports-rig.ts';

const HOUR = 3_600_000;
/** Turns 72 hours old on Friday of week 46. */
const SENT = at('2026-11-10T10:00');

let rig: ReportsRig;
let asked: string[][];
let answer: (published: readonly Published[]) => CountsOf | NetworkError;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(async () => {
  await emptyPosts(rig.database);
  asked = [];
  answer = (published) => new Map(published.map(({ id }) => [id, { likes: 3, replies: 1 }]));
  rig.connections = {
    web: {
      async metrics(published) {
        asked.push(published.map(({ id }) => id));
        // As long as it takes to ask the database what was asked of it before.
        await rig.database.execute('select 1');
        const told = answer(published);
        if (told instanceof NetworkError) throw told;
        return told;
      },
    },
    silent: {},
  };
});

describe('a post', () => {
  it('is read at each age once, however often its alarm rings, and then no more', async () => {
    const id = await sentPost();
    rig.now = SENT + HOUR;
    expect(await Promise.all([read(id), read(id)])).toEqual([
      { again: SENT + 24 * HOUR },
      { again: SENT + 24 * HOUR },
    ]);
    expect(await read(id)).toEqual({ again: SENT + 24 * HOUR });
    rig.now = SENT + 168 * HOUR;
    expect(await read(id)).toBe('done');
    expect(await rows()).toEqual([
      [1, 'read', false, { likes: 3, replies: 1 }],
      [24, 'missed', true, {}],
      [72, 'missed', true, {}],
      [168, 'read', false, { likes: 3, replies: 1 }],
    ]);
  });

  it('is summed up once, with the others of its account and its quarter of an hour', async () => {
    const ids = [await sentPost(), await sentPost(60_000)];
    rig.now = SENT + 72 * HOUR + 60_000;
    for (const id of [...ids, ...ids]) await read(id);
    const slots = await rig.database
      .select()
      .from(readingSlots)
      .orderBy(readingSlots.age, readingSlots.count);
    expect(
      slots.filter(({ age }) => age === 72).map(({ count, posts, total }) => [count, posts, total]),
    ).toEqual([
      ['', 2, 2],
      ['likes', 2, 6],
      ['replies', 2, 2],
    ]);
  });

  it('of many at one moment is asked for with the others', async () => {
    const ids: number[] = [];
    for (let index = 0; index < 30; index += 1) ids.push(await sentPost());
    rig.now = SENT + HOUR;
    await Promise.all(ids.map(read));
    expect(asked.length).toBeLessThan(10);
    expect(Math.max(...asked.map((ids) => ids.length))).toBeLessThanOrEqual(25);
    expect(asked.flat()).toHaveLength(30);
  });

  it('that is gone is noted so, and counted nowhere', async () => {
    const id = await sentPost();
    rig.now = SENT + HOUR;
    answer = (published) => new Map(published.map(({ id }) => [id, 'gone' as const]));
    await read(id);
    expect(await rows()).toEqual([[1, 'gone', false, {}]]);
  });

  it('that cannot be read now is tried again, as long as it is of that age, and then missed', async () => {
    const id = await sentPost();
    answer = () => new NetworkError('unreachable', 'It is down.');
    rig.now = SENT + HOUR;
    expect(await read(id)).toEqual({ again: rig.now + 60_000 });
    answer = () => new NetworkError('rate_limited', 'Too many.', { retryAfter: 300_000 });
    expect(await read(id)).toEqual({ again: rig.now + 300_000 });
    answer = () => new Map();
    expect(await read(id)).toEqual({ again: rig.now + 60_000 });
    expect(await rows()).toEqual([]);
    rig.now = SENT + 25 * HOUR;
    answer = (published) => new Map(published.map(({ id }) => [id, { likes: 9 }]));
    await read(id);
    expect(await rows()).toEqual([
      [1, 'missed', true, {}],
      [24, 'read', false, { likes: 9 }],
    ]);
  });

  it('that is read late is marked so, and not compared', async () => {
    const id = await sentPost();
    rig.now = SENT + 80 * HOUR;
    await read(id);
    expect((await rows()).at(-1)).toEqual([72, 'read', true, { likes: 3, replies: 1 }]);
    expect(await reactions()).toEqual({ kind: 'missing', reason: 'no post could be read at that age' });
  });

  it('that was taken down, or whose network tells nothing, is read no more', async () => {
    const id = await sentPost();
    await rig.database.update(deliveries).set({ state: 'removed' });
    expect(await read(id)).toBe('done');
    await rig.post({ at: SENT, targets: ['silent'] });
    const silent = (await rig.database.select().from(deliveries)).find(({ target }) => target === 'silent');
    expect(await read(silent?.id ?? 0)).toBe('done');
    expect(asked).toEqual([]);
  });

  it('in several parts is one, and its own parts are no replies', async () => {
    const id = await sentPost();
    const parts = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    await rig.database.update(deliveries).set({ sentParts: parts });
    rig.now = SENT + HOUR;
    answer = () =>
      new Map([
        ['a', { likes: 5, replies: 2 }],
        ['b', { likes: 1, replies: 1 }],
        ['c', { likes: 0, replies: 4 }],
      ]);
    await read(id);
    expect((await rows())[0]?.[3]).toEqual({ likes: 6, replies: 5 });
  });
});

describe('a week', () => {
  it('tells what posts got that became 72 hours old in it, and how many of them were measured', async () => {
    const read72 = async (sent: number, likes: number) => {
      const id = await sentPost(sent - SENT);
      rig.now = sent + 72 * HOUR;
      answer = (published) => new Map(published.map(({ id }) => [id, { likes }]));
      await read(id);
    };
    // Of the week before, of this one on its edges, and of the next.
    await read72(at('2026-11-05T23:59'), 100);
    await read72(at('2026-11-06T00:00'), 10);
    await read72(at('2026-11-12T23:59'), 20);
    await read72(at('2026-11-13T00:00'), 1000);
    await sentPost();
    expect(await reactions()).toMatchObject({ numerator: 30, sample: 2, coverage: { measured: 2, of: 3 } });
  });
});

async function sentPost(later = 0): Promise<number> {
  const postId = await rig.post({ at: SENT + later });
  const all = await rig.database.select().from(deliveries);
  return all.find((one) => one.postId === postId)?.id ?? 0;
}

function read(id: number) {
  return readDelivery(rig.app, id);
}

async function reactions() {
  rig.now = at('2026-11-16T09:00');
  const told = await reportFor(rig.app, '2026-W46');
  return told && lineNamed(told.report, 'reactions')?.figure;
}

async function rows() {
  const found = await rig.database.select().from(readings).orderBy(readings.deliveryId, readings.age);
  return found.map(({ age, outcome, isLate, counts }) => [age, outcome, isLate, counts]);
}

function at(iso: string): number {
  return DateTime.fromISO(iso, { zone: ZONE }).toMillis();
}
