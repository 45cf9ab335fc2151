/** One draft, and a text of its own for a network: told by the count, given by form or command, approved and sent so. */
import { describe, expect, test } from 'vitest';
import { card, discordSeat, draft, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world } = await openStage();

const LONG = `${'word '.repeat(420)}end`;

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  test('a draft that is too long for one network gets a text for that one, and goes out so', async () => {
    const ada = author();
    const besides = known(ada);
    const text = `${LONG} in ${chat}`;
    await ada.command('post new', { text, to: 'web, discord-news' });
    const told = await ada.sees(
      ['is not ready', 'Discord #news takes 2000 characters', 'or give Discord #news its own text.'],
      { besides },
    );
    await ada.press(told, 'post.variant');
    expect(await ada.form()).toMatchObject({ title: 'Text per network', values: { text } });
    expect(await ada.submit({ to: 'discord-news', text: `Short in ${chat}` })).toMatchObject({ ok: true });
    const id = Number(/Post (\d+)/.exec(told.words)?.[1]);
    const shown = await card(approver(), id, 'in review', `Short in ${chat}`, 'word word');
    for (const label of ['Acme on the web', 'Discord #news']) expect(shown.words).toContain(label);
    await approver().press(shown, 'post.approve');
    await card(ada, id, 'published');
    expect(world.web.with(`in ${chat}`).map((post) => post.text)).toContain(text);
    await discordSeat(world, 'cara').sees(`Short in ${chat}`, { channel: 'news' });
  });

  test('a text of its own voids the approval, and is taken back by an empty one', async () => {
    const ada = author();
    const id = await draft(ada, { text: `For all in ${chat}`, to: 'web, slack-news', at: 'in 3 hours' });
    await approver().press(await card(approver(), id, 'in review'), 'post.approve');
    await card(ada, id, 'scheduled');
    await ada.command('post variant', { id: String(id), to: 'web', text: `For the web in ${chat}` });
    await card(
      ada,
      id,
      'in review',
      'Changed since it was approved.',
      `text per network: nothing → 'Acme on the web: For the web`,
    );
    await ada.command('post variant', { id: String(id), to: 'web' });
    const back = await card(ada, id, 'in review', 'Sent again without a change.');
    expect(back.words).not.toContain('For the web');
    const besides = known(ada);
    await ada.command('post variant', { id: String(id), to: 'wbe', text: 'x' });
    await ada.sees('"wbe" is neither a target nor a group.', { isPrivate: true, besides });
  });
});
