import { expect, test } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { Timekeeping } from '../src/timekeeping.ts';
import { servePlayground } from './served.ts';

const MINUTE = 60_000;

/** Things due at instants from now; each is done when its time has come and it is settled. */
function openTime(dueIn: number[], { stuck = false } = {}) {
  const clock = new MovableClock();
  const start = clock.now();
  let due = dueIn.map((ms) => start + ms);
  const done: number[] = [];
  const time = new Timekeeping(clock, 'Europe/Copenhagen', () => {});
  time.keeper = {
    nextDue: async () => due[0],
    async settle() {
      if (stuck) return;
      const past = due.filter((instant) => instant <= clock.now());
      done.push(...past.map((instant) => Math.round((clock.now() - instant) / 1000)));
      due = due.slice(past.length);
    },
  };
  return { clock, start, time, done };
}

test('stops at each due instant on the way and lets it be done there', async () => {
  const { time, start, clock, done } = openTime([10 * MINUTE, 20 * MINUTE, 90 * MINUTE]);
  expect(await time.move('hour')).toEqual([start + 10 * MINUTE, start + 20 * MINUTE]);
  expect(done).toEqual([0, 0]);
  expect(clock.now() - start).toBeGreaterThanOrEqual(60 * MINUTE);
  expect(await time.move('due')).toEqual([start + 90 * MINUTE]);
  expect(await time.due()).toBeNull();
});

test('is not held up by what stays due', async () => {
  const { time, start, clock } = openTime([MINUTE], { stuck: true });
  expect(await time.move('hour')).toEqual([start + MINUTE]);
  expect(clock.now()).toBeGreaterThanOrEqual(start + 60 * MINUTE);
});

test('stays where it is when nothing is due', async () => {
  const { time, start, clock } = openTime([]);
  await time.move('due');
  expect(clock.now() - start).toBeLessThan(MINUTE);
});

test('makes one move after the other', async () => {
  const { time, start, clock } = openTime([]);
  await Promise.all([time.move('minute'), time.move('minute'), time.move('minute')]);
  expect(clock.now() - start).toBeGreaterThanOrEqual(3 * MINUTE);
  expect(clock.now() - start).toBeLessThan(4 * MINUTE);
});

test("tomorrow morning is 9:00 in the team's zone", async () => {
  const { time, clock } = openTime([]);
  await time.move('morning');
  const words = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Copenhagen' });
  expect(words.format(clock.now())).toBe('09:00');
});

test('a move through the API is seen by both chats', async () => {
  const served = await servePlayground();
  const before = await served.view();
  const answer = await served.act('clock', { to: 'hour' });
  expect(answer).toMatchObject({ ok: true, stops: [] });
  await served.act('slack/say', { channel: 'C0SOCIAL', text: 'An hour later' });
  const { now, slack } = await served.view();
  expect(now - before.now).toBeGreaterThanOrEqual(60 * MINUTE);
  expect(Number(slack.channels[0]?.messages[0]?.ts) * 1000 - before.now).toBeGreaterThanOrEqual(60 * MINUTE);
  expect((await served.act('clock', { to: 'yesterday' })).ok).toBe(false);
});
