/** What people say about a post, by button and under its card: kept, shown everywhere, and never answered. */
import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/kit/subject.ts';
import * as audit from '../../src/store/audit.ts';
import * as comments from '../../src/store/comments.ts';
import * as outbox from '../../src/store/outbox.ts';
import { card, draft, known, type Seat, type Seen } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben, cara, gil } = await openStage();

/** The card, once the bot has noted which message it is: no person answers sooner than that. */
async function noted(seat: Seat, post: number): Promise<Seen> {
  const shown = await card(seat, post, 'in review');
  const isNoted = async () =>
    (await outbox.messagesOf(world.app().database, subjectOf('post', post))).every(
      (one) => one.message !== null,
    );
  await expect.poll(isNoted).toBe(true);
  return shown;
}

const said = (post: number) => comments.newest(world.app().database, post, 50);

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const reader = () => (chat === 'slack' ? ben : cara);

  test('a comment by button stands on the card in both chats, with who said it', async () => {
    const post = await draft(ada, { text: `Talked about in ${chat}`, to: 'web' });
    await reader().press(await card(reader(), post, 'in review'), 'post.comment');
    expect((await reader().form()).title).toBe('Comment');
    expect(await reader().submit({ comment: '' })).toMatchObject({ ok: false });
    await reader().submit({ comment: 'Is the <date> right?' });
    for (const seat of [ada, cara])
      await card(seat, post, 'in review', 'One comment:', 'Is the <date> right?');
    expect(await said(post)).toMatchObject([{ text: 'Is the <date> right?', chat, revision: 1 }]);
  });

  test('words under the card are kept as a comment, and not answered', async () => {
    const post = await draft(ada, { text: `Written under in ${chat}`, to: 'web' });
    const shown = await noted(reader(), post);
    const before = known(reader());
    await reader().reply(shown, 'Looks good & reads well');
    for (const seat of [ada, cara]) await card(seat, post, 'in review', 'Looks good & reads well');
    expect(await said(post)).toMatchObject([{ text: 'Looks good & reads well', chat }]);
    const isNew = (one: { id: string; words: string }) =>
      !before.has(one.id) && !one.words.includes('Looks good & reads well');
    expect(reader().messages().filter(isNew)).toEqual([]);
  });

  test('a comment on the version before is marked as such', async () => {
    const post = await draft(ada, { text: `Frist of all in ${chat}`, to: 'web' });
    await reader().reply(await noted(reader(), post), 'Frist?');
    await card(ada, post, 'in review', 'Frist?');
    await ada.command('post edit', { id: String(post), text: `First of all in ${chat}` });
    await card(reader(), post, 'in review', 'First of all', /on an earlier version .*Frist\?/s);
  });
});

test('the newest three are shown, and how many there are; /post show has more of them', async () => {
  const post = await draft(ada, { text: 'Much discussed', to: 'web' });
  const shown = await noted(ben, post);
  for (const one of [1, 2, 3, 4]) {
    await ben.reply(shown, `Remark ${one}`);
    await card(ada, post, 'in review', `Remark ${one}`);
  }
  const last = await card(cara, post, 'in review', '4 comments, the newest 3:', 'Remark 4');
  expect(last.words).not.toContain('Remark 1');
  await ada.command('post show', { id: String(post) });
  await ada.sees(['Remark 1', 'Remark 4'], { isPrivate: true });
});

test('a long one is cut on the card, whole where it is kept', async () => {
  const post = await draft(ada, { text: 'Long-winded', to: 'web' });
  const words = `${'so it goes on '.repeat(40)}and ends`;
  await ben.reply(await noted(ben, post), words);
  const shown = await card(ada, post, 'in review', 'so it goes on', '…');
  expect(shown.words).not.toContain('and ends');
  expect((await said(post))[0]?.text).toBe(words);
});

test('people who are mentioned are called by their names', async () => {
  const post = await draft(ada, { text: 'With a mention', to: 'web' });
  await ben.reply(await noted(ben, post), 'What does @lea say?');
  await card(cara, post, 'in review', 'What does @lea say?');
});

test('strangers are not kept, nor words elsewhere, nor the bot’s own', async () => {
  const post = await draft(ada, { text: 'Not for everybody', to: 'web' });
  const shown = await noted(gil, post);
  await gil.reply(shown, 'From a stranger');
  const besides = known(gil);
  await gil.press(shown, 'post.comment');
  await gil.form();
  await gil.submit({ comment: 'By form from a stranger' });
  await gil.sees('This is for the team; you have no role in it.', { isPrivate: true, besides });
  await world.slack.as('U0BEN').say('social', 'Just talking');
  const own = ben.messages().findLast((one) => one.words.includes('Just talking'));
  if (own) await ben.reply(own, 'Talking on');
  await world.discord.as('110000000000000002').say(cara.messages()[0]?.channel ?? '', 'Talking in Discord');
  await ben.reply(shown, 'The only one');
  await card(cara, post, 'in review', 'One comment:', 'The only one');
  expect((await said(post)).map((one) => one.text)).toEqual(['The only one']);
});

test('an event that Slack delivers again is one comment', async () => {
  const post = await draft(ada, { text: 'Delivered twice', to: 'web' });
  await ben.reply(await noted(ben, post), 'Once is enough');
  await card(ada, post, 'in review', 'Once is enough');
  await world.slack.faults.redeliver();
  await ben.reply(await card(ben, post, 'in review'), 'And then this');
  await card(cara, post, 'in review', '2 comments:', 'And then this');
});

test('each comment is in the audit log', async () => {
  const entries = [];
  for await (const row of audit.all(world.app().database)) entries.push(JSON.parse(row.entry));
  const found = entries.filter((entry) => entry.kind === 'post.commented');
  expect(found.map((entry) => entry.details.comment)).toContain('The only one');
});
