/** The look for what is due that needs no queue. */
import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { startHeartbeat } from '../../src/app/heartbeat.ts';
import { createLog } from '../../src/kit/log.ts';
import { signal } from '../contract/signal.ts';

const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** `deliverDue`: what each look does in its turn; nothing when none is left. */
function appWith(...turns: (() => Promise<void>)[]) {
  const deliverDue = vi.fn(async () => turns.shift()?.());
  const deliverer = { deliverDue, freeAbandoned: async () => 0 };
  const [ringDue, sendDue] = [vi.fn(async () => {}), vi.fn(async () => {})];
  const others = { ringer: { ringDue }, sender: { sendDue } };
  const app = { deliverer, ...others, log: createLog('silent') } as unknown as App;
  return { app, deliverDue, ringDue, sendDue };
}

test('it looks each minute, and not at once', async () => {
  const { app, deliverDue } = appWith();
  const stop = startHeartbeat(app);
  expect(deliverDue).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(deliverDue).toHaveBeenCalledTimes(3);
  await stop();
});

test('a look that fails does not keep it from the next', async () => {
  const { app, deliverDue } = appWith(() => Promise.reject(new Error('no database')));
  const stop = startHeartbeat(app);
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(deliverDue).toHaveBeenCalledTimes(2);
  await stop();
});

test('while a look takes long, no other of its kind begins beside it; alarms and messages are looked for', async () => {
  const long = signal();
  const { app, deliverDue, ringDue, sendDue } = appWith(() => long.reached);
  const stop = startHeartbeat(app);
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(deliverDue).toHaveBeenCalledTimes(1);
  expect(ringDue).toHaveBeenCalledTimes(3);
  expect(sendDue).toHaveBeenCalledTimes(3);
  long.reach();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(deliverDue).toHaveBeenCalledTimes(2);
  await stop();
});

test('sources are read and crises are felt also while no queue works', async () => {
  const touched = new Set<string>();
  const touch = (table: PgTable): never => {
    touched.add(getTableName(table));
    throw new Error('no database');
  };
  const { app } = appWith();
  const news = { name: 'news', kind: 'feed', url: 'https://news.example/feed', every: MINUTE };
  const sections = new Map<string, unknown>([
    ['crisis', { detects: true }],
    ['listening', { topics: [], sources: { news } }],
  ]);
  const tables = {
    insert: touch,
    update: () => ({ set: () => ({ where: async () => {} }) }),
    select: () => ({ from: touch }),
  };
  const database = { ...tables, transaction: (run: (transaction: typeof tables) => unknown) => run(tables) };
  Object.assign(app, { database, team: { sections }, clock: { now: () => 0 } });
  const stop = startHeartbeat(app);
  await vi.advanceTimersByTimeAsync(MINUTE);
  await stop();
  expect([...touched]).toEqual(expect.arrayContaining(['sources', 'detectors']));
});

test('stopped, it begins nothing more, and has finished what it began', async () => {
  const long = signal();
  const { app, deliverDue } = appWith(() => long.reached);
  const stop = startHeartbeat(app);
  await vi.advanceTimersByTimeAsync(MINUTE);
  const stopped = vi.fn();
  const stopping = stop().then(stopped);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(stopped).not.toHaveBeenCalled();
  long.reach();
  await stopping;
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(deliverDue).toHaveBeenCalledTimes(1);
});
