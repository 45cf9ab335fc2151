/** The text of a published post is corrected from its card: reviewed like a post, then edited in place wherever it is. */
import { beforeEach, describe, expect, test } from 'vitest';
import * as posts from '../../src/store/posts.ts';
import { inNews } from './correcting.ts';
import { approved, card, discordSeat, draft, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben, dan, lea } = await openStage();
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
      "Acme on the web, Discord #news, Slack #news: '30' → '20'".slice(0, 0),
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

const published = async (text: string, to = 'web') => {
  const post = await approved(ada, ben, { text, to });
  await card(ada, post, 'published');
  return post;
};

/** Starts one by command; resolves with its number. */
async function corrected(post: number, text: string, to = '', seat: Seat = ada): Promise<number> {
  const besides = known(seat);
  await seat.command('post correct', { id: String(post), text, ...(to ? { to } : {}) });
  const { words } = await seat.sees(/Post \d+ is in review/, { isPrivate: true, besides });
  return Number(/Post (\d+) is in review/.exec(words)?.[1]);
}

const approve = async (post: number, seat: Seat = ben) =>
  seat.press(await card(seat, post, 'in review'), 'post.approve');

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

  test('somebody else’s post is an approver’s to correct, not another author’s', async () => {
    const post = await published('Of Ada');
    const besides = known(dan);
    await dan.command('post correct', { id: String(post), text: 'Of Dan, who approves in Discord' });
    await dan.sees(/in review|approver/, { isPrivate: true, besides });
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

describe('when it does not get through', () => {
  test('a refusal is told, what was live stays, and Retry sends it', async () => {
    const post = await published('Refused at first');
    const correction = await corrected(post, 'Taken in the end');
    world.web.refuse(422, 'Not within the first hour');
    await approve(correction);
    const failed = await card(
      ben,
      correction,
      'failed',
      'What was live stays.',
      'not corrected.',
      'Not within the first hour',
    );
    expect(live()).toEqual(['Refused at first']);
    await ben.press(failed, 'post.retry');
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['Taken in the end']);
  });

  test('a lost answer leaves nobody in doubt: it is sent again', async () => {
    const post = await published('Lost at first');
    const correction = await corrected(post, 'There in the end');
    world.web.lose();
    await approve(correction);
    await card(ada, correction, '', 'may be corrected.');
    await world.pass(3_000);
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['There in the end']);
  });

  test('a lost answer that is refused after all is failed, never a question', async () => {
    const post = await published('Lost, then refused');
    const correction = await corrected(post, 'Who knows');
    world.web.lose();
    world.web.refuse(422, 'Not now');
    await approve(correction);
    await card(ada, correction, '', 'may be corrected.');
    await world.pass(3_000);
    const failed = await card(ben, correction, 'failed', 'as far as is known', 'Not now');
    expect(failed.buttons.filter((one) => one.startsWith('delivery.'))).toEqual([]);
    await ben.press(failed, 'post.retry');
    await card(ada, correction, 'corrected');
  });

  test('deleted meanwhile, it fails and says so', async () => {
    const post = await published('Gone soon', 'web, slack-news');
    const correction = await corrected(post, 'Too late');
    await ben.press(await card(ben, post, 'published'), 'post.delete');
    await ben.form();
    await ben.submit({ from: 'web' });
    await card(ada, post, 'partly published');
    await approve(correction);
    await card(
      ada,
      correction,
      'partly corrected',
      `Post ${post} was deleted at Acme on the web meanwhile. Nothing was changed.`,
    );
    expect(live()).toEqual([]);
    expect(inNews(world).map(([, words]) => words)).toEqual(['Too late']);
  });

  test('a frozen place waits, and is corrected after the review', async () => {
    const post = await published('Frozen', 'web, slack-news');
    const correction = await corrected(post, 'Thawed');
    await ben.command('freeze', { scope: 'web', reason: 'Wait' });
    await ben.sees('Posts are frozen: web', { isPrivate: false });
    await approve(correction);
    const held = await card(ben, correction, 'waits for a word', /Slack #news\W*: corrected/);
    expect(held.buttons.some((one) => one.startsWith('post.move'))).toBe(false);
    expect(live()).toEqual(['Frozen']);
    await ben.command('resume', { scope: 'web' });
    await ben.press(await ben.sees('Resumed: 1 post', { isPrivate: false }), 'post.publish-now');
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['Thawed']);
  });

  test('an older one that failed does not bring its text back', async () => {
    const post = await published('First');
    const older = await corrected(post, 'Older');
    world.web.refuse(422, 'Not now');
    await approve(older);
    const failed = await card(ben, older, 'failed');
    const newer = await corrected(post, 'Newer');
    const besides = known(ben);
    await ben.press(failed, 'post.retry');
    await ben.sees(`Post ${newer} is correcting post ${post} already`, { isPrivate: true, besides });
    await approve(newer);
    await card(ada, newer, 'corrected');
    await ben.press(await card(ben, older, 'failed'), 'post.retry');
    await card(ben, older, 'failed', `Post ${newer} has corrected post ${post} there since.`);
    expect(live()).toEqual(['Newer']);
    const before = known(ada);
    await ada.command('post edit', { id: String(older), text: 'Older still, by an edit' });
    await ada.sees([`Post ${newer} has corrected post ${post} since`, 'Older still, by an edit'], {
      isPrivate: true,
      besides: before,
    });
  });
});

describe('a thread', () => {
  const thread = (word: string) => [`${word} begins`, `${word} goes on`].join('\n---\n');

  test('is corrected part by part', async () => {
    const post = await published(thread('Alpha'), 'all');
    const correction = await corrected(post, thread('Beta'));
    await approve(correction);
    await card(ada, correction, 'corrected');
    expect(world.web.live().map(({ text, key }) => [text, key])).toEqual(
      ['Beta begins', 'Beta goes on'].map((text, index) => [text, world.web.live()[index]?.key]),
    );
    for (const part of ['Beta begins', 'Beta goes on'])
      await discordSeat(world, 'ada').sees(part, { channel: 'news' });
    const [root] = world.slack.as('U0ADA').messages('news').slice(-1);
    expect(root?.replies.map((reply) => reply.text)).toEqual(['Beta goes on']);
  });

  test('needs as many parts as went out', async () => {
    const post = await published(thread('Gamma'));
    const besides = known(ada);
    await ada.command('post correct', { id: String(post), text: 'All in one' });
    await ada.sees(
      ['is not ready', 'Acme on the web has it in 2 parts', 'this text has 1.', 'Write 2 parts'],
      {
        isPrivate: true,
        besides,
      },
    );
    expect(live()).toEqual(['Gamma begins', 'Gamma goes on']);
  });

  test('that breaks off goes on where it did', async () => {
    const post = await published(thread('Delta'));
    const correction = await corrected(post, thread('Epsilon'));
    const held = world.web.hold();
    await approve(correction);
    await held.reached;
    world.web.refuse(422, 'Not the second');
    held.release();
    const broken = await card(ben, correction, 'partly corrected', 'Not the second');
    expect(live()).toEqual(['Epsilon begins', 'Delta goes on']);
    await card(ada, post, 'published', 'Epsilon begins', 'Delta goes on');
    await ben.press(broken, 'post.retry');
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['Epsilon begins', 'Epsilon goes on']);
  });
});

test('a place with a text of its own keeps it, unless it is named', async () => {
  const post = await draft(ada, { text: 'For all', to: 'web, slack-news' });
  await ada.command('post variant', { id: String(post), to: 'slack-news', text: 'For Slack' });
  await ben.press(await card(ben, post, 'in review', 'For Slack'), 'post.approve');
  await card(ada, post, 'published');
  const first = await corrected(post, 'For everybody');
  await approve(first);
  await card(ada, first, 'corrected');
  expect([live(), inNews(world).map(([, words]) => words)]).toEqual([['For everybody'], ['For Slack']]);
  const second = await corrected(post, 'For Slack alone', 'slack-news');
  await approve(second);
  await card(ada, second, 'corrected');
  expect([live(), inNews(world).map(([, words]) => words)]).toEqual([['For everybody'], ['For Slack alone']]);
});

test('an edit is no repeat, counts for no quota, and its words are checked', async () => {
  const post = await published('Ten words that are nearly the same as they were before');
  const correction = await corrected(post, 'Ten words that are nearly the same as they are now');
  const shown = await card(ben, correction, 'in review');
  expect(shown.words).not.toContain('says nearly the same');
  await ben.press(shown, 'post.approve');
  await card(ada, correction, 'corrected');
});
