import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, DISCORD, SLACK, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.open();
});
afterAll(() => world.close());

describe('a post', () => {
  it('is drafted in Slack, approved in Discord and goes out to every target, and both cards say so', async () => {
    const { slack, discord, account } = world;
    const author = slack.as(SLACK.author);
    const approver = discord.as(DISCORD.approver);
    const said = await author.command('social', '/post', 'new text:"Our shop opens at nine" to:all');
    expect(said).toMatchObject({ ok: true });

    const card = await discord.until(() =>
      approver.messages(DISCORD.social).find((message) => JSON.stringify(message).includes('post.approve')),
    );
    expect(JSON.stringify(card)).toContain('Our shop opens at nine');
    expect(account.live()).toEqual([]);

    await approver.press(card.id, 'post.approve:1.1');
    await discord.until(
      () => JSON.stringify(approver.messages(DISCORD.social)).includes('Post 1: published'),
      10_000,
    );
    await slack.until(() => JSON.stringify(author.messages('social')).includes('Post 1: published'), 10_000);

    expect(account.live().map((post) => post.text)).toEqual(['Our shop opens at nine']);
    expect(JSON.stringify(author.messages('news'))).toContain('Our shop opens at nine');
    expect(JSON.stringify(approver.messages(DISCORD.news))).toContain('Our shop opens at nine');
  });
});
