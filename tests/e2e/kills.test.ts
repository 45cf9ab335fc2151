/** The bot as a process of its own on an embedded folder, killed at the worst moments. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotProcess, type Build, buildBot } from './processes.ts';
import { approved, card, draft, type Seat, slackSeat } from './seat.ts';
import { createWorld, type World } from './world.ts';

let build: Build;
let world: World;
let ada: Seat;
let ben: Seat;
let bot: BotProcess;
beforeAll(async () => {
  [build, world] = await Promise.all([buildBot(), createWorld()]);
  ada = slackSeat(world, 'ada');
  ben = slackSeat(world, 'ben');
  bot = await build.start(world.environment);
}, 120_000);
afterAll(async () => {
  await build?.remove();
  await world?.close();
});

const approve = (options: Record<string, string>) => approved(ada, ben, { to: 'web', ...options });

const asked = (key: string | undefined) => world.web.asked().filter((one) => one === key).length;

async function restart(): Promise<void> {
  bot = await build.start(world.environment);
}

test('killed between the approval and its time, the post goes out once, and not before its time', async () => {
  const due = Date.now() + 6_000;
  const post = await approve({ text: 'Killed while it waits', at: new Date(due).toISOString() });
  await card(ada, post, 'scheduled');
  await bot.kill();
  await restart();
  await ada.sees(`Post ${post}: published`, { patience: 12_000 });
  const [live, ...more] = world.web.with('Killed while');
  expect(more).toEqual([]);
  expect(live?.at).toBeGreaterThanOrEqual(due);
  expect(asked(live?.key)).toBe(1);
});

test('killed while the network holds the request, there is one post, and the card says so after the restart', async () => {
  const held = world.web.hold();
  const post = await approve({ text: 'Killed in mid-send' });
  await held.reached;
  await bot.kill();
  expect(world.web.with('Killed in')).toHaveLength(1);
  await restart();
  await ada.sees([`Post ${post}: published`, 'open it'], { patience: 10_000 });
  const [live, ...more] = world.web.with('Killed in');
  expect(more).toEqual([]);
  expect(asked(live?.key)).toBe(2);
});

test('killed right after a press, what the press did is either done or not, and never half', async () => {
  const post = await draft(ada, { text: 'Killed at the press', to: 'web' });
  const shown = await card(ben, post, 'in review');
  await ben.press(shown, 'post.approve').catch(() => {});
  await bot.kill();
  await restart();
  const now = await ada.sees(new RegExp(`Post ${post}: (in review|published)`), { patience: 10_000 });
  if (now.words.includes('in review')) await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await ada.sees(`Post ${post}: published`, { patience: 10_000 });
  expect(world.web.with('Killed at')).toHaveLength(1);
});

test('asked to stop while a send is held, it stops within ten seconds, and the next one finishes the post once', async () => {
  const held = world.web.hold();
  const post = await approve({ text: 'Stopped in mid-send' });
  await held.reached;
  const { code, took } = await bot.stop();
  expect(code).toBe(0);
  expect(took).toBeLessThan(10_000);
  held.release();
  await restart();
  await ada.sees([`Post ${post}: published`, 'open it'], { patience: 10_000 });
  expect(world.web.with('Stopped in')).toHaveLength(1);
});

test('asked to stop while a send is under way, it finishes it', async () => {
  const held = world.web.hold();
  const post = await approve({ text: 'Stopped and finished' });
  await held.reached;
  const stopped = bot.stop();
  held.release();
  expect((await stopped).code).toBe(0);
  await restart();
  await ada.sees(`Post ${post}: published`, { patience: 10_000 });
  const [live] = world.web.with('Stopped and');
  expect(asked(live?.key)).toBe(1);
});

test('a second process on the same folder is refused, and says why; the first goes on', async () => {
  const { code, said } = await build.run(world.environment);
  expect(code).toBe(1);
  expect(said).toMatch(/^DATA_DIR: Another Bellwether \(process \d+, since .*\) is using /);
  expect(said).toContain('Stop that one first');
  expect(said).not.toMatch(/\n\s+at /);
  const post = await approve({ text: 'The first goes on' });
  await card(ada, post, 'published');
});
