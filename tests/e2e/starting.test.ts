/** A start while the chats are away: what is approved goes out, and each chat is heard when it is back. */
import { afterAll, expect, test } from 'vitest';
import { approved, card, slackSeat } from './seat.ts';
import { createWorld } from './world.ts';

const world = await createWorld();
afterAll(() => world.close());

const ada = slackSeat(world, 'ada');
const ben = slackSeat(world, 'ben');
/** More often than they are asked meanwhile. */
const OFTEN = 1_000;

test('with both chats down what is approved goes out, and the health says which is missing', async () => {
  const before = await world.open();
  const post = await approved(ada, ben, { text: 'Chats are away', to: 'web', at: 'in 1 hour' });
  await card(ada, post, 'scheduled');
  await before.stop();
  for (const method of ['auth.test', 'apps.connections.open', 'chat.update', 'chat.postMessage'])
    world.slack.faults.next(method, { status: 503, times: OFTEN });
  world.discord.gateway.shut();
  const house = await world.open();
  await world.pass(3_600_000);
  expect(world.web.with('Chats are away')).toHaveLength(1);
  const health = await fetch(`${house.address}/readyz`);
  const told = (await health.json()) as { reasons: Record<string, string> };
  expect([health.status, Object.keys(told.reasons).sort()]).toEqual([503, ['discord', 'slack']]);
  expect(told.reasons.slack).toContain('503');
  const metrics = async () => (await fetch(`${house.address}/metrics`)).text();
  expect(await metrics()).toContain('bellwether_chat_connected{chat="slack"} 0');
  world.slack.faults.clear();
  world.discord.gateway.shut(false);
  await expect
    .poll(() => fetch(`${house.address}/readyz`).then((answer) => answer.status), { timeout: 15_000 })
    .toBe(200);
  expect(await metrics()).toContain('bellwether_chat_connected{chat="discord"} 1');
  await world.pass(60_000);
  await card(ada, post, 'published');
}, 60_000);

test('a token that is not taken stops the start and names its remedy', async () => {
  await world.shut();
  world.slack.faults.next('auth.test', { error: 'invalid_auth', times: OFTEN });
  await expect(world.open()).rejects.toThrow(/invalid_auth.*SLACK_BOT_TOKEN/);
});
