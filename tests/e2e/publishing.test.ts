import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, discordSeat, draft, type Seat, slackSeat } from './seat.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let ada: Seat;
let cara: Seat;
beforeAll(async () => {
  world = await createWorld();
  await world.open();
  ada = slackSeat(world, 'ada');
  cara = discordSeat(world, 'cara');
});
afterAll(() => world.close());

describe('a post', () => {
  it('is drafted in Slack, approved in Discord and goes out to every target, and both cards say so', async () => {
    const post = await draft(ada, { text: 'Our shop opens at nine', to: 'all' });
    const asked = await card(
      cara,
      post,
      'in review',
      'Our shop opens at nine',
      'Acme on the web',
      'Slack #news',
    );
    expect(world.web.live()).toEqual([]);
    await cara.press(asked, 'post.approve');
    for (const seat of [ada, cara]) await card(seat, post, 'published', 'It is out, everywhere.', 'open it');
    expect(world.web.live().map(({ text }) => text)).toEqual(['Our shop opens at nine']);
    await ada.sees('Our shop opens at nine', { channel: 'news' });
    await cara.sees('Our shop opens at nine', { channel: 'news' });
  });
});
