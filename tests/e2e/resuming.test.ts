/** What /resume lifts, and what it leaves: to open one account must not open others. */
import { beforeEach, describe, expect, test } from 'vitest';
import { approved, card, discordSeat, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const { world, ada, ben, cara } = await openStage(`${TEAM}  public: [web, discord-news]\n`);
beforeEach(() => world.clear());

const MINUTE = 60_000;

async function freeze(seat: Seat, scope: string, reason = 'The news of today'): Promise<void> {
  const besides = known(seat);
  await seat.command('freeze', { scope, reason });
  await seat.sees('Posts are frozen', { isPrivate: true, besides });
}

/** The freeze's lasting card. */
const lasting = (words: string) => ben.sees(words, { isPrivate: false });

describe.each(['slack', 'discord'] as const)('from %s', (chat) => {
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  test('one account is not opened while everything is frozen, and it is told whose freeze holds it', async () => {
    const posts: number[] = [];
    for (const to of ['web', 'slack-news']) {
      posts.push(await approved(ada, ben, { text: `Held for ${to}`, to, at: 'in 5 minutes' }));
      await card(ben, posts.at(-1) as number, 'scheduled');
    }
    await freeze(ada, 'all');
    await approver().command('resume', { scope: 'web' });
    await approver().sees(
      [
        'Not done yet',
        /scope: Ada Author froze everything, \w{3} \d+ \w{3} \d{4}, .*: The news of today\./,
        'That stops more than web, so it was not lifted.',
        'Resume on its card lifts all of it, /resume scope:all every freeze.',
        'To open web alone, /freeze the others by name first.',
      ],
      { isPrivate: true },
    );
    await world.pass(10 * MINUTE);
    for (const post of posts) await card(ada, post, 'waits for a decision', 'were frozen');
    expect(world.web.asked()).toEqual([]);
    await lasting('Posts are frozen: everything');
    await approver().command('resume', { scope: 'all' });
    await lasting('Resumed: 2 posts wait for a decision');
  });
});

test('a group is not opened by one of its accounts, but by its name and by more than it', async () => {
  await freeze(ada, 'public');
  await ben.command('resume', { scope: 'web' });
  await ben.sees(['Ada Author froze public', 'That stops more than web'], { isPrivate: true });
  await ben.command('resume', { scope: 'public' });
  await lasting('The freeze is over: public');
  await freeze(ada, 'public', 'The news of tonight');
  await ben.command('resume', { scope: 'web, discord-news, slack-news' });
  await ben.sees(['The freeze is over: public', 'The news of tonight'], { isPrivate: false });
});

test('of two freezes the one within is lifted, and what still holds is told until that is lifted too', async () => {
  const post = await approved(ada, ben, { text: 'Held twice', to: 'web', at: 'in 5 minutes' });
  await card(ben, post, 'scheduled');
  await freeze(ada, 'web');
  await freeze(ada, 'public');
  await ben.command('resume', { scope: 'web' });
  await ben.sees(
    ['Resumed in part: a wider freeze still holds', 'Still frozen', 'froze public', '/resume scope:all'],
    {
      isPrivate: true,
    },
  );
  await lasting('This freeze is over, another still holds: web');
  await world.pass(10 * MINUTE);
  await card(ada, post, 'waits for a decision', 'were frozen');
  await ben.press(await lasting('Posts are frozen: public'), 'freeze.resume');
  await lasting('Resumed: 1 post waits for a decision');
  await lasting('The freeze is over: web');
});

test('all is lifted at once by /resume without a scope', async () => {
  await freeze(ada, 'web');
  await freeze(ada, 'all');
  await ben.command('resume');
  await ben.sees('The freeze is over: web', { isPrivate: true });
  for (const scope of ['web', 'everything']) await lasting(`The freeze is over: ${scope}`);
});

test('Resume on a card lifts that freeze and no other', async () => {
  await freeze(ada, 'web');
  await freeze(ada, 'slack-news');
  await ben.press(await lasting('Posts are frozen: web'), 'freeze.resume');
  await lasting('The freeze is over: web');
  await cara.sees('Posts are frozen: slack-news', { isPrivate: false });
  const besides = known(ben);
  await ben.command('resume', { scope: 'web' });
  await ben.sees('That is not frozen; this is: slack-news.', { isPrivate: true, besides });
});
