/** An account that lets nobody in: its posts wait and its owner is asked; none of them fails. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { card, discordSeat, draft, type Seat, slackSeat } from './seat.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let ada: Seat;
let ben: Seat;
beforeEach(async () => {
  world = await createWorld();
  await world.open();
  ada = slackSeat(world, 'ada');
  ben = slackSeat(world, 'ben');
});
afterEach(() => world.close());

const MINUTE = 60_000;

async function approved(text: string, at = ''): Promise<number> {
  const post = await draft(ada, { text, to: 'web', ...(at && { at }) });
  await ben.press(await card(ben, post, 'in review', text), 'post.approve');
  return post;
}

test('its posts wait, both chats are told once, and they go out when it lets us in again', async () => {
  world.web.lockOut();
  const [one, two] = [await approved('One behind the door'), await approved('Two behind the door')];
  for (const post of [one, two])
    await card(
      ada,
      post,
      'waits for a word',
      'The account of "web" let nobody in. Nothing was sent.',
      'when the account lets us in again',
    );
  await world.pass(1_000);
  const told = await ben.sees(['Acme on the web lets nobody in', '2 posts wait', 'None of them failed'], {
    isPrivate: false,
  });
  await discordSeat(world, 'cara').sees('Acme on the web lets nobody in', { isPrivate: false });
  await ben.command('accounts');
  await ben.sees(['Acme on the web (web): lets nobody in.', 'Slack #news (slack-news): open'], {
    isPrivate: true,
  });

  await ben.press(told, 'account.check');
  await ben.sees('lets nobody in', { isPrivate: true });
  expect(world.web.live()).toEqual([]);

  await world.web.mend();
  await ben.press(told, 'account.check');
  await ben.sees('Acme on the web lets us in', { isPrivate: true });
  for (const post of [one, two]) await card(ada, post, 'published');
  expect(
    world.web
      .live()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['One behind the door', 'Two behind the door']);
});

test('what fell due meanwhile waits too, and what became too late is asked about', async () => {
  world.web.lockOut();
  await approved('The first one');
  await ben.sees('Acme on the web lets nobody in', { isPrivate: false });
  const later = await approved('Due while it was closed', 'in 10 minutes');
  await world.pass(10 * MINUTE);
  await card(ada, later, 'waits for a word', 'let nobody in');
  await world.pass(26 * 60 * MINUTE);
  await world.web.mend();
  const told = await ben.sees('Acme on the web lets nobody in', { isPrivate: false });
  await ben.press(told, 'account.check');
  await card(ada, later, 'waits for a word', 'It was due', 'Publish it now, move it, or drop it.');
  expect(world.web.live()).toEqual([]);
});

test('a refusal of the one post is no closed door', async () => {
  world.web.refuse(403, 'not this one');
  const post = await approved('Not allowed');
  await card(ada, post, 'failed', 'not this one');
  const next = await approved('Allowed');
  await card(ada, next, 'published');
});
