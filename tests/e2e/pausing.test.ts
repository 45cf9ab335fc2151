/** An account that refuses the sign-in: its posts wait and its owner is asked; none of them fails. */
import { beforeEach, expect, test } from 'vitest';
import { approved, card, discordSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();
beforeEach(() => world.clear());

const MINUTE = 60_000;

const approve = (text: string, at?: string) => approved(ada, ben, { text, to: 'web', ...(at && { at }) });

test('its posts wait, both chats are told once, and they go out when it accepts the sign-in again', async () => {
  world.web.lockOut();
  const [one, two] = [await approve('One behind the door'), await approve('Two behind the door')];
  for (const post of [one, two])
    await card(
      ada,
      post,
      'waits for its account',
      'It waits for its account and goes on by itself.',
      'The account of "web" refused the sign-in. Nothing was sent.',
      'when the account accepts the sign-in again',
    );
  await world.pass(1_000);
  const told = await ben.sees(
    ['Acme on the web refuses the sign-in', '2 posts wait', 'None of them failed'],
    {
      isPrivate: false,
    },
  );
  await discordSeat(world, 'cara').sees('Acme on the web refuses the sign-in', { isPrivate: false });
  await ben.command('accounts');
  await ben.sees(['Acme on the web (web): refuses the sign-in.', 'Slack #news (slack-news): open'], {
    isPrivate: true,
  });

  await ben.press(told, 'account.check');
  await ben.sees('refuses the sign-in', { isPrivate: true });
  expect(world.web.live()).toEqual([]);

  await world.web.mend();
  await ben.press(told, 'account.check');
  await ben.sees('Acme on the web accepts the sign-in again', { isPrivate: true });
  for (const post of [one, two]) await card(ada, post, 'published');
  expect(
    world.web
      .live()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['One behind the door', 'Two behind the door']);
});

test('/accounts asks each account whether it takes posts now', async () => {
  world.slack.faults.next('conversations.info', { error: 'channel_not_found' });
  await ben.command('accounts');
  await ben.sees(
    [
      'Slack #news (slack-news): takes no posts. Slack: channel_not_found. Invite the bot',
      'Acme on the web (web): open',
    ],
    { isPrivate: true },
  );
});

test('what fell due meanwhile waits too, and what became too late is asked about', async () => {
  world.web.lockOut();
  await approve('The first one');
  await ben.sees('Acme on the web refuses the sign-in', { isPrivate: false });
  const later = await approve('Due while it was closed', 'in 10 minutes');
  await world.pass(10 * MINUTE);
  await card(ada, later, 'waits for its account', 'refused the sign-in');
  await world.pass(26 * 60 * MINUTE);
  await world.web.mend();
  const told = await ben.sees('Acme on the web refuses the sign-in', { isPrivate: false });
  await ben.press(told, 'account.check');
  await card(ada, later, 'waits for a decision', 'It was due', 'Publish it now, move it, or drop it.');
  expect(world.web.live()).toEqual([]);
});

test('a refusal of the one post is no closed door', async () => {
  world.web.refuse(403, 'not this one');
  const post = await approve('Not allowed');
  await card(ada, post, 'failed', 'not this one');
  const next = await approve('Allowed');
  await card(ada, next, 'published');
});
