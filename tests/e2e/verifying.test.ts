/** What is live is looked at, by command and by itself, and what somebody deleted there is told once. */
import { beforeEach, expect, test } from 'vitest';
import { approved, card, discordSeat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { DISCORD } from './town.ts';

const { world } = await openStage();
beforeEach(() => world.clear());

test('in both chats; a message that was deleted in its channel is told on a card, once', async () => {
  const ada = slackSeat(world, 'ada');
  const post = await approved(ada, slackSeat(world, 'ben'), { text: 'A kite for all', to: 'all' });
  await card(ada, post, 'published');
  for (const seat of [ada, discordSeat(world, 'ada')]) {
    await seat.command('post verify', { id: String(post) });
    const { words } = await seat.sees(`Post ${post}, as it stands now`, { isPrivate: true });
    expect(words).toContain('the same.');
    expect(words).toContain('cannot be read');
  }
  const [news] = world.discord
    .as(DISCORD.ada)
    .messages(DISCORD.news)
    .filter(({ content }) => content === 'A kite for all');
  // Whose server it is may delete what others wrote.
  await world.discord.as(DISCORD.gil).delete(news?.id ?? '');
  const told = () => ada.messages().filter(({ words }) => words.includes(`Post ${post} is gone at`));
  await world.pass(61_000);
  expect(told()).toEqual([]);
  // In its first quarter of an hour a network may list it late.
  await world.pass(15 * 60_000);
  await ada.sees(`Post ${post} is gone at`);
  await world.pass(3_600_000);
  expect(told()).toHaveLength(1);
});
