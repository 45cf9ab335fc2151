/** A published post is taken down from its card, wherever it went out, and the card says what became of it. */
import { describe, expect, test } from 'vitest';
import { card, discordSeat, draft, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world } = await openStage();

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  async function published(text: string, to = 'web'): Promise<number> {
    const post = await draft(author(), { text, to });
    await approver().press(await card(approver(), post, 'in review', text), 'post.approve');
    await card(author(), post, 'published');
    return post;
  }

  async function askToDelete(post: number, values: { from?: string; reason?: string } = {}): Promise<void> {
    await approver().press(await card(approver(), post, ''), 'post.delete');
    expect((await approver().form()).title).toBe('Delete a published post');
    expect(await approver().submit(values)).toMatchObject({ ok: true });
  }

  test('it is deleted everywhere, or from one place', async () => {
    const text = `Regretted in ${chat}`;
    const post = await published(text, 'all');
    await askToDelete(post, { from: 'web', reason: 'A wrong price' });
    await card(author(), post, 'partly published', /Acme on the web\W*: deleted/, /Slack #news\W*: sent/);
    expect(world.web.with(text)).toEqual([]);
    await askToDelete(post);
    await card(author(), post, 'deleted', 'It was deleted again where it had gone out.');
    for (const seat of [slackSeat(world, 'ada'), discordSeat(world, 'ada')])
      expect(seat.messages('news').filter((message) => message.words.includes(text))).toEqual([]);
  });

  test('a network that refuses is told, and it stays where it is', async () => {
    const text = `Sticky in ${chat}`;
    const post = await published(text);
    world.web.refuse(422, 'Not within the first hour');
    await askToDelete(post);
    await card(author(), post, 'published', 'Not deleted:', 'Not within the first hour');
    expect(world.web.with(text)).toHaveLength(1);
    await askToDelete(post);
    await card(author(), post, 'deleted');
  });

  test('a lost answer is no trouble: it is deleted once more', async () => {
    const text = `Lost in ${chat}`;
    const post = await published(text);
    world.web.lose();
    await askToDelete(post);
    await card(author(), post, 'deleted');
    expect(world.web.with(text)).toEqual([]);
  });

  test('an author may not, and a place must be known', async () => {
    const post = await published(`Kept in ${chat}`);
    const shown = await card(author(), post, 'published');
    const besides = known(author());
    await author().press(shown, 'post.delete');
    await author().sees('This needs the role approver', { isPrivate: true, besides });
    const before = known(approver());
    await askToDelete(post, { from: 'wbe' });
    await approver().sees('"wbe" is neither a target nor a group.', { isPrivate: true, besides: before });
    expect(world.web.with(`Kept in ${chat}`)).toHaveLength(1);
  });
});
