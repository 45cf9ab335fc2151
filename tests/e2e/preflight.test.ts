/** What a post is checked against: at the draft, at the approval, and ten minutes ahead of its time. In both chats. */
import { beforeEach, describe, expect, test } from 'vitest';
import { preflightDue } from '../../src/app/deliveries/preflighting.ts';
import * as posts from '../../src/store/posts.ts';
import { CHECKED, entriesOf, MINUTE, texts } from './preflighting.ts';
import { approved, card, discordSeat, draft, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world } = await openStage(CHECKED);
beforeEach(() => world.clear());

/** Longer than an answer of a link is kept. */
const FORGOTTEN = 11 * MINUTE;

const decisions = (post: number) => posts.decisionsOf(world.app().database, post);

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  async function scheduled(options: Record<string, string>): Promise<number> {
    const post = await approved(author(), approver(), { to: 'web', ...options });
    await card(author(), post, 'scheduled');
    return post;
  }

  test('every error is told at once and the post stays a draft; mended it goes to review', async () => {
    const inner = world.pages.address('/x', 'inner.test');
    await author().command('post new', {
      text: `Guaranteed PROFIT: ${inner}`,
      to: 'web',
      campaign: 'sprnig',
    });
    const told = await author().sees(
      [
        '3 things to mend',
        'Error in text: The text says "Guaranteed PROFIT", which the team does not say',
        'Error in campaign: The team has no campaign "sprnig". Did you mean spring?',
        `Error in text: ${inner} cannot be opened by readers: it lies in a private network.`,
      ],
      { isPrivate: true },
    );
    expect(world.pages.asked()).toEqual([]);
    const post = Number(/Post (\d+)/.exec(told.words)?.[1]);
    await author().command('post edit', { id: String(post), text: 'Small profit', campaign: 'SPRING SALE' });
    await card(author(), post, 'in review', 'Small profit', 'spring');
    // Its answer waits for the card; the next test begins when all is said.
    await author().sees(`Post ${post} is in review`, { isPrivate: true });
  });

  test("a campaign goes to its own brand's accounts, and says that it is paid for", async () => {
    await author().command('post new', { text: 'Sale', to: 'web, slack-news', campaign: 'spring' });
    await author().sees(
      [
        'One thing to mend',
        'Campaign Spring sale is for brand-a; Slack #news is brand-b.',
        'Slack #news out',
      ],
      { isPrivate: true },
    );
    await author().command('post new', { text: 'New shoes', to: 'web', campaign: 'shoes' });
    await author().sees(['shoes is sponsored, and the text does not say so.', '"#ad", "Anzeige"'], {
      isPrivate: true,
    });
    await draft(author(), { text: 'New shoes (#AD)', to: 'web', campaign: 'shoes' });
  });

  test('warnings are asked about, and who approves accepts them by name', async () => {
    const gone = world.pages.address('/gone');
    world.pages.answers('/gone', 404);
    const first = await scheduled({ text: 'The door is open', at: 'in 1 hour' });
    const post = await draft(author(), { text: `Look: ${gone}`, to: 'web, discord-news' });
    const shown = await card(
      approver(),
      post,
      'in review',
      `Warning in text: ${gone} leads nowhere: it answers 404.`,
      'What goes to Discord #news says "Acme"; this text does not.',
      'Approve despite 2 warnings?',
    );
    await approver().press(shown, 'post.approve');
    const out = await card(
      author(),
      post,
      'published',
      'Accepted with the approval:',
      `${gone} leads nowhere`,
    );
    expect(out.words).not.toContain('Found since');
    const accepted = [
      { id: 'post.link.broken', target: 'discord-news', about: gone },
      { id: 'post.link.broken', target: 'web', about: gone },
      { id: 'post.words.required', target: 'discord-news', about: 'Acme' },
    ];
    const [decision] = await decisions(post);
    expect(decision?.accepted).toHaveLength(3);
    expect(decision?.accepted).toEqual(
      expect.arrayContaining(accepted.map((one) => expect.objectContaining(one))),
    );
    const [other, entry] = (await entriesOf(world, 'post.approve')).slice(-2);
    expect(other).toMatchObject({ post: first, details: {} });
    expect(entry).toMatchObject({ post, details: { accepted: decision?.accepted } });
  });

  test('a repeat is told with which post and when', async () => {
    const text = 'The door of our new shop in the High Street is open from today on, come in and look around';
    const first = await scheduled({ text, at: 'in 1 hour' });
    const again = await draft(author(), { text: text.toUpperCase(), to: 'web' });
    await card(approver(), again, 'in review', `Post ${first} says the same to Acme on the web: `);
    const near = await draft(author(), { text: `${text} please`, to: 'web' });
    await card(approver(), near, 'in review', 'says nearly the same to Acme on the web (94 % alike)');
    const elsewhere = await draft(author(), { text, to: 'slack-news' });
    expect((await card(approver(), elsewhere, 'in review')).words).not.toContain('the same');
  });

  test('what turned wrong since the draft refuses the approval, and nobody can accept it', async () => {
    const post = await draft(author(), {
      text: `See ${world.pages.address('/page')}`,
      to: 'web',
      at: 'in 1 hour',
    });
    await card(approver(), post, 'in review');
    world.pages.answers('/page', 302, { location: world.pages.address('/', 'inner.test') });
    await world.pass(FORGOTTEN);
    for (const _again of [1, 2]) {
      const besides = known(approver());
      await approver().press(await card(approver(), post, 'in review'), 'post.approve');
      await approver().sees('cannot be opened by readers', { isPrivate: true, besides });
      await card(author(), post, 'in review', 'Error in text:', 'cannot be opened by readers');
    }
    expect(await decisions(post)).toEqual([]);
    world.pages.answers('/page', 200);
    await world.pass(2 * MINUTE);
    await approver().press(await card(approver(), post, 'in review', 'Error in text:'), 'post.approve');
    await card(author(), post, 'scheduled');
  });

  test('a warning that the pressed card did not show is told, and accepted by the next press alone', async () => {
    const post = await draft(author(), { text: `See ${world.pages.address('/page')}`, to: 'web' });
    await approver().command('post show', { id: String(post) });
    const copy = await approver().sees([`Post ${post}: in review`], { isPrivate: true });
    world.pages.answers('/page', 410);
    await world.pass(FORGOTTEN);
    for (const _again of [1, 2]) {
      const besides = known(approver());
      await approver().press(copy, 'post.approve');
      await approver().sees(['leads nowhere: it answers 410.', 'Press Approve on its newest card'], {
        isPrivate: true,
        besides,
      });
    }
    expect(await decisions(post)).toEqual([]);
    const shown = await card(approver(), post, 'in review', 'leads nowhere', 'Approve despite 1 warning?');
    await approver().press(shown, 'post.approve');
    await card(author(), post, 'published');
    expect(await decisions(post)).toMatchObject([{ accepted: [{ id: 'post.link.broken' }] }]);
  });

  test('an error ten minutes ahead holds the post; it goes out by a press once the error is gone', async () => {
    const link = world.pages.address('/page');
    const post = await scheduled({ text: `See ${link}`, at: 'in 30 minutes' });
    world.pages.answers('/page', 302, { location: world.pages.address('/', 'inner.test') });
    await world.pass(19 * MINUTE);
    await preflightDue(world.app());
    await card(author(), post, 'scheduled');
    await world.pass(2 * MINUTE);
    await Promise.all([preflightDue(world.app()), preflightDue(world.app())]);
    const held = await card(
      approver(),
      post,
      'waits for a decision',
      'A check before sending found an error.',
      'The check before sending found:',
      `${link} cannot be opened by readers`,
      'Nothing was sent. Use the public address.',
      'Publish now',
    );
    expect(held.buttons.map((one) => one.split(':')[0])).toEqual([
      'post.publish-now',
      'post.move',
      'post.cancel',
      'post.comment',
    ]);
    const entries = await entriesOf(world, 'delivery.held');
    expect(entries.filter((one) => one.post === post)).toMatchObject([
      { details: { problem: { reason: 'preflight' } } },
    ]);
    await world.pass(20 * MINUTE);
    expect(texts(world)).toEqual([]);
    await approver().press(held, 'post.publish-now');
    await approver().sees(['Not done yet', `${link} cannot be opened by readers`], { isPrivate: true });
    world.pages.answers('/page', 200);
    await world.pass(2 * MINUTE);
    expect(texts(world)).toEqual([]);
    await approver().press(held, 'post.publish-now');
    await card(author(), post, 'published');
    expect(texts(world)).toEqual([`See ${link}`]);
  });

  test('what is held is moved or dropped', async () => {
    const options = { text: `See ${world.pages.address('/page')}`, at: 'in 30 minutes' };
    const [moved, dropped] = [await scheduled(options), await scheduled({ ...options, to: 'discord-news' })];
    world.pages.answers('/page', 302, { location: world.pages.address('/', 'inner.test') });
    await world.pass(21 * MINUTE);
    await preflightDue(world.app());
    world.pages.answers('/page', 200);
    await world.pass(2 * MINUTE);
    await author().press(await card(author(), moved, 'waits for a decision'), 'post.move');
    await author().form();
    await author().submit({ at: 'in 2 hours' });
    await card(author(), moved, 'in review', 'Changed since it was approved.');
    await author().press(await card(author(), dropped, 'waits for a decision'), 'post.cancel');
    await card(author(), dropped, 'cancelled');
  });

  test('a warning ahead of its time is shown on the card and stops nothing', async () => {
    const post = await scheduled({ text: `See ${world.pages.address('/page')}`, at: 'in 30 minutes' });
    world.pages.answers('/page', 404);
    await world.pass(21 * MINUTE);
    await preflightDue(world.app());
    await card(
      approver(),
      post,
      'scheduled',
      'Found since it was approved:',
      'leads nowhere: it answers 404.',
    );
    await world.pass(10 * MINUTE);
    await card(approver(), post, 'published', 'Found since it was approved:');
  });
});
