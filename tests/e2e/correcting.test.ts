/** The text of a published post is corrected from its card: reviewed like a post, then edited in place wherever it is. */
import { beforeEach, describe, expect, test } from 'vitest';
import * as posts from '../../src/store/posts.ts';
import { correctingOf, inNews } from './correcting.ts';
import { approved, card, discordSeat, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, lea } = await openStage();
beforeEach(() => world.clear());

const live = () => world.web.live().map(({ text }) => text);

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  async function published(text: string, to = 'web'): Promise<number> {
    const post = await approved(author(), approver(), { text, to });
    await card(author(), post, 'published');
    return post;
  }

  /** By the button on its card; resolves with the correction's number. */
  async function correct(post: number, text: string, to = ''): Promise<number> {
    const besides = known(author());
    await author().press(await card(author(), post, 'published'), 'post.correct');
    expect((await author().form()).title).toBe('Correct a post');
    expect(await author().submit({ text, to })).toMatchObject({ ok: true });
    const { words } = await author().sees(/Post \d+ is in review/, { isPrivate: true, besides });
    return Number(/Post (\d+) is in review/.exec(words)?.[1]);
  }

  test('it is corrected everywhere, in place, once it is approved and not before', async () => {
    const post = await published('A kite for 30 € today', 'all');
    const before = inNews(world);
    const correction = await correct(post, 'A kite for 20 € today');
    const shown = await card(
      approver(),
      correction,
      `in review, a correction of post ${post}`,
      'What is live → what it becomes:',
      "'30' → '20'",
    );
    await world.pass(60_000);
    expect(live()).toEqual(['A kite for 30 € today']);
    expect(inNews(world)).toEqual(before);
    await approver().press(shown, 'post.approve');
    const done = await card(author(), correction, 'corrected', 'It is corrected, wherever it was to be.');
    expect(done.buttons.filter((one) => /^post\.(correct|delete)/.test(one))).toEqual([]);
    expect(live()).toEqual(['A kite for 20 € today']);
    expect(inNews(world)).toEqual(before.map(([id, words]) => [id, words?.replace('30', '20')]));
    const told = await card(author(), post, 'published', `Corrected by post ${correction}`, "'30' → '20'");
    expect(told.words).toContain('A kite for 20 € today');
  });

  test('the form holds what is live, and one place alone can be corrected', async () => {
    const post = await published('Open until 8', 'all');
    await author().press(await card(author(), post, 'published'), 'post.correct');
    expect((await author().form()).values).toEqual({
      text: 'Open until 8',
      to: 'discord-news, slack-news, web',
    });
    await author().submit({ text: 'Open until 9', to: 'web' });
    const correction = post + 1;
    await approver().press(await card(approver(), correction, 'in review'), 'post.approve');
    await card(author(), correction, 'corrected', /Acme on the web\W*: corrected/);
    expect(live()).toEqual(['Open until 9']);
    expect(inNews(world).map(([, words]) => words)).toEqual(['Open until 8', 'Open until 8']);
    await card(
      author(),
      post,
      'published',
      'Open until 8',
      'Open until 9',
      `Corrected by post ${correction}`,
    );
  });

  test('a second one starts from the text that the first one left, and deleting takes all of it down', async () => {
    const post = await published('One', 'all');
    const first = await correct(post, 'Two');
    await approver().press(await card(approver(), first, 'in review'), 'post.approve');
    await card(author(), post, 'published', `Corrected by post ${first}`);
    await author().press(await card(author(), post, 'published'), 'post.correct');
    expect((await author().form()).values.text).toBe('Two');
    await author().submit({ text: 'Three' });
    await approver().press(await card(approver(), first + 1, 'in review', "'Two' → 'Three'"), 'post.approve');
    await card(author(), post, 'published', `Corrected by post ${first + 1}`);
    expect(live()).toEqual(['Three']);
    await approver().press(await card(approver(), post, 'published'), 'post.delete');
    await approver().form();
    await approver().submit({});
    await card(author(), post, 'deleted');
    expect([live(), inNews(world)]).toEqual([[], []]);
  });

  test('by command, as a draft that is kept until it can be read', async () => {
    const post = await published('By command');
    const besides = known(author());
    await author().command('post correct', { id: String(post), text: 'By command' });
    const kept = await author().sees(
      [`Post ${post + 1} is not ready for review`, 'This is the text that is live already.'],
      { isPrivate: true, besides },
    );
    await author().press(kept, 'post.edit-correction');
    expect((await author().form()).title).toBe('Edit correction');
    await author().submit({ text: 'By hand', to: '' });
    await approver().press(await card(approver(), post + 1, 'in review'), 'post.approve');
    await card(author(), post + 1, 'corrected');
    expect(live()).toEqual(['By hand']);
  });

  test('one at a time: another is refused while the first is open, and taken when it is over', async () => {
    const post = await published('Only one');
    const first = await correct(post, 'The first');
    const besides = known(author());
    await author().press(await card(author(), post, 'published'), 'post.correct');
    await author().sees([`Post ${first} is correcting post ${post} already`, `/post show id:${first}`], {
      isPrivate: true,
      besides,
    });
    await author().command('post cancel', { id: String(first) });
    await card(approver(), first, 'cancelled', 'What was live stays.');
    const second = await correct(post, 'The second');
    await approver().press(await card(approver(), second, 'in review'), 'post.approve');
    await card(author(), second, 'corrected');
    expect(live()).toEqual(['The second']);
  });
});

const { published, corrected, approve } = correctingOf(world);

describe('who', () => {
  test('whoever starts a correction cannot approve it', async () => {
    const post = await published('Mine');
    const correction = await corrected(post, 'Still mine', '', lea);
    const besides = known(lea);
    await approve(correction, lea);
    await lea.sees('nobody approves their own', { isPrivate: true, besides });
    expect(live()).toEqual(['Mine']);
    await approve(correction);
    await card(ada, correction, 'corrected');
  });

  test('another author’s post is an approver’s to correct, and nobody else’s', async () => {
    const post = await published('Of Ada');
    const author = slackSeat(world, 'dan');
    const besides = known(author);
    await author.command('post correct', { id: String(post), text: 'A text that Dan has typed' });
    await author.sees([`Post ${post} is somebody else's.`, 'A text that Dan has typed'], {
      isPrivate: true,
      besides,
    });
    await author.press(await card(author, post, 'published'), 'post.correct');
    await author.sees('Its author or an approver can change it.', { isPrivate: true });
    const correction = await corrected(post, 'Of Ada, by Cara', '', discordSeat(world, 'cara'));
    await approve(correction);
    await card(ada, correction, 'corrected');
  });

  test('of two who start at the same moment one is told of the other', async () => {
    const post = await published('At once');
    const before = { ada: known(ada), lea: known(lea) };
    await Promise.all([
      ada.command('post correct', { id: String(post), text: 'By Ada' }),
      lea.command('post correct', { id: String(post), text: 'By Lea' }),
    ]);
    const answers = await Promise.all([
      ada.sees(/is in review|already, and is not through/, { isPrivate: true, besides: before.ada }),
      lea.sees(/is in review|already, and is not through/, { isPrivate: true, besides: before.lea }),
    ]);
    const started = answers.filter(({ words }) => words.includes('is in review'));
    expect(started).toHaveLength(1);
    expect(await posts.find(world.app().database, post + 2)).toBeUndefined();
  });
});
