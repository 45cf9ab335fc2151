/** Alarms ring in their time, by the clock that can be moved; one that fails or hangs holds up no other. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BoundAlarm } from '../../src/app/alarms/alarm.ts';
import { createRinger, type Ringer } from '../../src/app/alarms/ringer.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { subjectOf } from '../../src/kit/subject.ts';
import * as alarms from '../../src/store/alarms.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { signal } from '../contract/signal.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { empty } from '../store/empty.ts';

let opened: OpenDatabase;
let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-ringer-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log: createLog('silent') });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const HOUR = 3_600_000;
let clock: MovableClock;
let kinds: Record<string, BoundAlarm>;
let woken: number[];
const ringers: Ringer[] = [];
beforeEach(async () => {
  await empty(opened.database, 'alarms');
  clock = new MovableClock();
  kinds = {};
  woken = [];
});
afterEach(async () => {
  for (const ringer of ringers.splice(0)) await ringer.stop(0);
});

function worker(): Ringer {
  const ringer = createRinger({
    ...{ database: opened.database, clock, log: createLog('silent') },
    definitionOf: (kind) => kinds[kind],
    wake: (dueAt) => woken.push(dueAt),
  });
  ringers.push(ringer);
  return ringer;
}

/** Answers the alarms that were rung, in their order. */
function kind(name: string, ring: BoundAlarm['ring'] = async () => 'done', more: Partial<BoundAlarm> = {}) {
  const rung: { key: string; at: number }[] = [];
  kinds[name] = {
    missed: 'run-once',
    next: () => undefined,
    ...more,
    ring(alarm) {
      rung.push({ key: alarm.key, at: clock.now() });
      return ring(alarm);
    },
  };
  return rung;
}

const set = (dueAt: number, key = '', name = 'step') =>
  alarms.set(opened.database, { subject: subjectOf('crisis', 1), kind: name, dueAt, key });
const left = async () => (await alarms.claimDue(opened.database, clock.now() + 1e11, 100, -1)).length;

test('each rings once, not before its time, when the clock comes there', async () => {
  const rung = kind('step');
  const start = clock.now();
  await set(start + HOUR, 'first');
  await set(start + 2 * HOUR, 'second');
  const ringer = worker();
  await ringer.ringDue();
  await ringer.idle();
  expect(rung).toEqual([]);
  expect(woken).toEqual([start + HOUR]);
  clock.moveTo(start + HOUR - 1_000);
  await ringer.ringDue();
  expect(rung).toEqual([]);
  clock.moveTo(start + HOUR);
  await ringer.idle();
  expect(rung).toMatchObject([{ key: 'first' }]);
  expect(rung[0]?.at).toBeGreaterThanOrEqual(start + HOUR);
  expect(await left()).toBe(1);
});

test('two workers ring each once', async () => {
  const rung = kind('step');
  const now = clock.now();
  for (let n = 0; n < 40; n += 1) await set(now, String(n));
  const two = [worker(), worker()];
  await Promise.all(two.map((one) => one.ringDue()));
  await Promise.all(two.map((one) => one.idle()));
  expect(new Set(rung.map(({ key }) => key)).size).toBe(40);
  expect(rung).toHaveLength(40);
});

test('one that recurs comes again when it says, and is caught up once however long nobody worked', async () => {
  const start = clock.now();
  const rung = kind('step', async () => ({ again: (Math.floor(clock.now() / HOUR) + 1) * HOUR }));
  await set(start);
  clock.moveTo(start + 50 * HOUR);
  const ringer = worker();
  await ringer.ringDue();
  await ringer.idle();
  expect(rung).toHaveLength(1);
  expect(woken.at(-1)).toBe((Math.floor(clock.now() / HOUR) + 1) * HOUR);
});

test('one whose kind skips what was missed is left out, and comes at its next time', async () => {
  const start = clock.now();
  const next = start + 100 * HOUR;
  const rung = kind('step', async () => 'done', { missed: 'skip', next: () => next });
  const once = kind('once', async () => 'done', { missed: 'skip' });
  await set(start);
  await set(start, '', 'once');
  clock.moveTo(start + 2 * HOUR);
  const ringer = worker();
  await ringer.ringDue();
  await ringer.idle();
  expect([rung, once]).toEqual([[], []]);
  const due = await alarms.claimDue(opened.database, next, 100, -1);
  expect(due).toMatchObject([{ kind: 'step', dueAt: next }]);
});

test('one that fails is tried again, and holds up no other; one without a file is kept', async () => {
  const rung = kind('step', async ({ key, attempts }) => {
    if (key === 'bad' && attempts === 1) throw new Error('not now');
    return 'done';
  });
  const now = clock.now();
  await set(now, 'bad');
  await set(now, 'good');
  await set(now, '', 'unknown');
  const ringer = worker();
  await ringer.ringDue();
  await ringer.idle();
  expect(rung.map(({ key }) => key).sort()).toEqual(['bad', 'good']);
  clock.moveTo(clock.now() + 1_000);
  await ringer.ringDue();
  await ringer.idle();
  expect(rung.map(({ key }) => key).sort()).toEqual(['bad', 'bad', 'good']);
  expect(await left()).toBe(1);
});

test('one that hangs holds up no other, and is another’s after a stop', async () => {
  const hanging = signal();
  const rung = kind('step', async ({ key }) => {
    if (key === 'hangs') await hanging.reached;
    return 'done';
  });
  await set(clock.now(), 'hangs');
  const ringer = worker();
  await ringer.ringDue();
  await expect.poll(() => rung.length).toBe(1);
  await set(clock.now(), 'other');
  await ringer.ringDue();
  await expect.poll(() => rung.map(({ key }) => key)).toEqual(['hangs', 'other']);
  await ringer.stop(0);
  const other = worker();
  await other.ringDue();
  await expect.poll(() => rung.map(({ key }) => key)).toEqual(['hangs', 'other', 'hangs']);
  hanging.reach();
  await other.idle();
  expect(await left()).toBe(0);
});

test('a worker that stops hands back what it waits for', async () => {
  const rung = kind('step');
  await set(clock.now() + 1_500);
  const ringer = worker();
  await ringer.ringDue();
  await ringer.stop(1_000);
  expect(rung).toEqual([]);
  const other = worker();
  clock.moveTo(clock.now() + 1_500);
  await other.ringDue();
  await other.idle();
  expect(rung).toHaveLength(1);
});
