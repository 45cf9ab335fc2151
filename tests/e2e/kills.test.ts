/** The bot as a process of its own on an embedded folder, killed at the worst moments. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

// A start takes seconds: one kill finds posts in three states, one stop finds two sends under way.
describe('killed', () => {
  let [waiting, sending, pressed] = [0, 0, 0];
  let due = 0;
  beforeAll(async () => {
    const held = world.web.hold();
    sending = await approve({ text: 'Killed in mid-send' });
    await held.reached;
    pressed = await draft(ada, { text: 'Killed at the press', to: 'web' });
    const shown = await card(ben, pressed, 'in review');
    due = Date.now() + 6_000;
    waiting = await approve({ text: 'Killed while it waits', at: new Date(due).toISOString() });
    await card(ada, waiting, 'scheduled');
    await ben.press(shown, 'post.approve').catch(() => {});
    await bot.kill();
    expect(world.web.with('Killed in')).toHaveLength(1);
    await restart();
  });

  test('between the approval and its time, the post goes out once, and not before its time', async () => {
    await ada.sees(`Post ${waiting}: published`);
    const [live, ...more] = world.web.with('Killed while');
    expect(more).toEqual([]);
    expect(live?.at).toBeGreaterThanOrEqual(due);
    expect(asked(live?.key)).toBe(1);
  });

  test('while the network holds the request, there is one post, and the card says so after the restart', async () => {
    await ada.sees([`Post ${sending}: published`, 'open it']);
    const [live, ...more] = world.web.with('Killed in');
    expect(more).toEqual([]);
    expect(asked(live?.key)).toBe(2);
  });

  test('right after a press, what the press did is either done or not, and never half', async () => {
    const now = await ada.sees(new RegExp(`Post ${pressed}: (in review|published)`));
    if (now.words.includes('in review'))
      await ben.press(await card(ben, pressed, 'in review'), 'post.approve');
    await ada.sees(`Post ${pressed}: published`);
    expect(world.web.with('Killed at')).toHaveLength(1);
  });
});

describe('asked to stop while sends are under way', () => {
  let [held, finished] = [0, 0];
  let ended: Awaited<ReturnType<BotProcess['stop']>>;
  beforeAll(async () => {
    const first = world.web.hold();
    held = await approve({ text: 'Stopped in mid-send' });
    await first.reached;
    const second = world.web.hold();
    finished = await approve({ text: 'Stopped and finished' });
    await second.reached;
    const stopped = bot.stop();
    second.release();
    ended = await stopped;
    first.release();
    await restart();
  });

  test('it stops within ten seconds', () => {
    expect(ended.code).toBe(0);
    expect(ended.took).toBeLessThan(10_000);
  });

  test('the next one finishes once what the network held', async () => {
    await ada.sees([`Post ${held}: published`, 'open it']);
    expect(world.web.with('Stopped in')).toHaveLength(1);
  });

  test('it finishes what the network answers', async () => {
    await ada.sees(`Post ${finished}: published`);
    const [live] = world.web.with('Stopped and');
    expect(asked(live?.key)).toBe(1);
  });
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
