/** A freeze is a freeze: after it is confirmed nothing goes out, and resuming is a review. In both chats. */
import { beforeEach, describe, expect, test } from 'vitest';
import { approved, card, discordSeat, draft, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();
beforeEach(() => world.clear());

const MINUTE = 60_000;

async function scheduled(text: string, to = 'web', at = 'in 10 minutes'): Promise<number> {
  const post = await approved(ada, ben, { text, to, at });
  await card(ben, post, 'scheduled');
  return post;
}

const frozen = (seat: Seat, scope = 'everything') =>
  seat.sees(`Posts are frozen: ${scope}`, { isPrivate: false });
const freeze = (seat: Seat, scope = 'all') => seat.command('freeze', { scope, reason: 'The news of today' });

/** Resolves when it is confirmed. */
async function freezes(seat: Seat): Promise<void> {
  const besides = known(seat);
  await freeze(seat);
  await seat.sees('Posts are frozen: everything', { isPrivate: true, besides });
}

describe.each(['slack', 'discord'] as const)('from %s', (chat) => {
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));

  test('nothing goes out until somebody resumes, and then each is asked about', async () => {
    const [now, moved, dropped] = [
      await scheduled('Out now'),
      await scheduled('Moved'),
      await scheduled('Gone'),
    ];
    await freeze(author());
    await author().sees(
      [
        'Posts are frozen: everything',
        'The news of today',
        'Frozen: 3 posts on 1 account.',
        'Nothing had just been handed over.',
      ],
      { isPrivate: true },
    );
    for (const seat of [ada, discordSeat(world, 'cara')]) await frozen(seat);
    await world.pass(30 * MINUTE);
    await card(ada, now, 'waits for a decision', 'It fell due while posts were frozen. Nothing was sent.');
    expect(world.web.asked()).toEqual([]);

    await approver().command('resume');
    await approver().sees(['Resumed: 3 posts wait for a decision', 'Out now', 'Moved', 'Gone'], {
      isPrivate: true,
    });
    await world.pass(MINUTE);
    expect(world.web.asked()).toEqual([]);

    const review = (words: string) => approver().sees(['Resumed:', words], { isPrivate: false });
    await approver().press(await review(`What becomes of post ${now}, "Out now"?`), 'post.publish-now');
    await card(ada, now, 'published');
    await approver().press(await review(`What becomes of post ${moved}, "Moved"?`), 'post.move');
    expect((await approver().form()).title).toBe('Move post');
    await approver().submit({ at: 'in 2 hours' });
    await card(ada, moved, 'in review', 'Changed since it was approved.');
    await approver().press(await review(`What becomes of post ${dropped}, "Gone"?`), 'post.cancel');
    await card(ada, dropped, 'cancelled');
    await approver().sees('The freeze is over: everything', { isPrivate: false });
    expect(world.web.live().map(({ text }) => text)).toEqual(['Out now']);
  });

  test('a send in flight is waited for and listed; what had not begun stays', async () => {
    const inFlight = await scheduled('Just leaving');
    const later = await scheduled('Not yet', 'web', 'in 11 minutes');
    const held = world.web.hold();
    const passing = world.pass(10 * MINUTE);
    await held.reached;
    const besides = known(author());
    await freeze(author());
    await approver().sees(['Freezing posts: everything', 'being handed over; it may still come'], {
      isPrivate: false,
    });
    // It is not confirmed while the network may still take it.
    const confirmed = () =>
      author()
        .messages()
        .filter((one) => !besides.has(one.id) && one.isPrivate && one.words.includes('frozen'));
    expect(confirmed()).toEqual([]);
    held.release();
    await passing;
    await author().sees(
      ['Posts are frozen: everything', 'Already handed over: 1.', `#${inFlight}, Acme on the web`],
      {
        isPrivate: true,
        besides,
      },
    );
    await world.pass(5 * MINUTE);
    await card(ada, later, 'waits for a decision');
    expect(world.web.live().map(({ text }) => text)).toEqual(['Just leaving']);
  });

  test('only an approver resumes, and a freeze needs a reason and a scope that is known', async () => {
    const besides = known(author());
    await author().command('freeze', { scope: 'wbe', reason: 'x' });
    await author().sees('"wbe" is neither a target nor a group. There are: all, web', {
      isPrivate: true,
      besides,
    });
    await author().command('freeze', { scope: 'all', reason: ' ' });
    await author().sees('A freeze needs a reason', { isPrivate: true, besides });
    await freeze(author());
    const shown = await frozen(author());
    await author().press(shown, 'freeze.resume');
    await author().sees('This needs the role approver', { isPrivate: true, besides });
    await author().command('resume');
    await frozen(author());
    await approver().press(await frozen(approver()), 'freeze.resume');
    await approver().sees('The freeze is over: everything', { isPrivate: false });
    await approver().command('resume');
    await approver().sees('Nothing is frozen.', { isPrivate: true });
  });
});

test('one target is frozen and the others go on; a post that goes to both waits for the one', async () => {
  const both = await scheduled('To both', 'web, slack-news');
  await freeze(ben, 'web');
  await frozen(ben, 'web');
  await world.pass(10 * MINUTE);
  await card(ada, both, 'waits for a decision', 'Acme on the web: waits for a decision', 'Slack #news: sent');
  expect(world.web.asked()).toEqual([]);
  await ada.sees('To both', { channel: 'news' });
  await ben.command('resume', { scope: 'slack-news' });
  await ben.sees('That is not frozen; this is: web.', { isPrivate: true });
  await ben.command('resume', { scope: 'web' });
  const review = await ben.sees(['Resumed: 1 post waits', 'To both'], { isPrivate: false });
  await ben.press(review, 'post.publish-now');
  await card(ada, both, 'published');
});

test('while it is frozen still, nothing can be published now', async () => {
  const post = await scheduled('Patience');
  await freezes(ben);
  await world.pass(10 * MINUTE);
  const held = await card(ben, post, 'waits for a decision');
  await ben.press(held, 'post.publish-now');
  await ben.sees(['Closed at the moment: Acme on the web.', '/resume ends a freeze'], { isPrivate: true });
  expect(world.web.asked()).toEqual([]);
});

test('all that fell due goes out by one press, or none of it', async () => {
  const [one, two] = [await scheduled('First of all'), await scheduled('Second of all')];
  await freezes(ben);
  await world.pass(10 * MINUTE);
  await ben.command('resume');
  const review = await ben.sees('Resumed: 2 posts wait', { isPrivate: false });
  await ben.press(review, 'freeze.publish-all');
  for (const post of [one, two]) await card(ada, post, 'published');
  const [three, four] = [await scheduled('Third of all'), await scheduled('Fourth of all')];
  await freezes(ben);
  await world.pass(10 * MINUTE);
  await ben.command('resume');
  await ben.press(
    await ben.sees(['Resumed: 2 posts wait', 'Third'], { isPrivate: false }),
    'freeze.drop-all',
  );
  for (const post of [three, four]) await card(ada, post, 'cancelled');
  await ben.sees('The freeze is over', { isPrivate: false });
  expect(world.web.live().map(({ text }) => text)).toEqual(['First of all', 'Second of all']);
});

test('what may be live is not sent again during a freeze, and looked at after it', async () => {
  world.web.lose();
  const post = await draft(ada, { text: 'Lost on the way', to: 'web' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ben, post, 'scheduled', 'may be live.');
  await freezes(ben);
  await world.pass(MINUTE);
  await card(ben, post, 'waits for a decision', 'It may be live from an earlier try');
  const asked = world.web.asked().length;
  await world.pass(MINUTE);
  expect(world.web.asked()).toHaveLength(asked);
  await ben.command('resume');
  await ben.press(await ben.sees('Resumed: 1 post waits', { isPrivate: false }), 'post.publish-now');
  await card(ben, post, 'published');
  expect(world.web.with('Lost on the way')).toHaveLength(1);
});

test('what a dead worker had claimed stays frozen when it is taken up', async () => {
  const post = await scheduled('After the crash');
  await freezes(ben);
  await world.pass(10 * MINUTE);
  await card(ben, post, 'waits for a decision');
  const { database } = world.app();
  await database.execute(
    `update deliveries set state = 'claimed', fence = fence + 1, lease_until = now() - interval '1 s'`,
  );
  await world.pass(MINUTE);
  await card(ben, post, 'waits for a decision');
  expect(world.web.asked()).toEqual([]);
});
