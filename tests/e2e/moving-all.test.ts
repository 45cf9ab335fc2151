/** After a freeze all that it held is moved at once: each post is asked to be approved for the one new time. */
import { beforeEach, describe, expect, test } from 'vitest';
import { findRevision } from '../../src/store/posts.ts';
import { correctingOf } from './correcting.ts';
import { entriesOf } from './preflighting.ts';
import { approved, card, discordSeat, known, type Seat, type Seen, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben, cara, lea } = await openStage();
beforeEach(() => world.clear());

const MINUTE = 60_000;

async function scheduled(...texts: string[]): Promise<number[]> {
  const posts: number[] = [];
  for (const text of texts) {
    const post = await approved(ada, ben, { text, to: 'web', at: 'in 5 minutes' });
    await card(ben, post, 'scheduled');
    posts.push(post);
  }
  return posts;
}

async function freeze(): Promise<void> {
  const besides = known(ben);
  await ben.command('freeze', { scope: 'all', reason: 'The news of today' });
  await ben.sees('Posts are frozen: everything', { isPrivate: true, besides });
}

/** Frozen, fallen due, resumed: the review waits. */
async function held(...texts: string[]): Promise<number[]> {
  const posts = await scheduled(...texts);
  await freeze();
  await world.pass(10 * MINUTE);
  await ben.command('resume');
  return posts;
}

const review = (seat: Seat, count: number): Promise<Seen> =>
  seat.sees(`Resumed: ${count} posts wait for a decision`, { isPrivate: false });

async function open(seat: Seat, count: number): Promise<void> {
  await seat.press(await review(seat, count), 'freeze.move-all');
  expect(await seat.form()).toMatchObject({ title: 'Move all posts' });
}

/** The next check of a post stands until it is released. */
function holdCheck(): { reached: Promise<void>; release(): void } {
  const { links } = world.app();
  const { ask } = links;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    links.ask = async (addresses) => {
      links.ask = ask;
      resolve();
      await released;
      return ask(addresses);
    };
  });
  return { reached, release };
}

/** The posts that were sent for review anew, by their numbers. */
async function movedPosts(): Promise<number[]> {
  const entries = await entriesOf(world, 'post.submitted');
  return entries.filter(({ revision }) => revision === 2).map(({ post }) => post ?? 0);
}

describe.each(['slack', 'discord'] as const)('from %s', (chat) => {
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));

  test('one form gives all that was held one new time, and each needs approval again', async () => {
    const posts = await held('First of three', 'Second of three', 'Third of three');
    await open(approver(), 3);
    await approver().submit({ at: 'in 2 hours' });
    await approver().sees(['3 posts are moved and need approval again', `#${posts[2]}`], { isPrivate: true });
    for (const post of posts) await card(ada, post, 'in review', 'Changed since it was approved.');
    await approver().sees('The freeze is over: everything', { isPrivate: false });
    const [one] = posts as [number];
    await lea.press(await card(lea, one, 'in review'), 'post.approve');
    await card(lea, one, 'scheduled');
    await world.pass(119 * MINUTE);
    expect(world.web.asked()).toEqual([]);
    await world.pass(MINUTE);
    await card(ada, one, 'published');
    expect(world.web.live().map(({ text }) => text)).toEqual(['First of three']);
  });

  test('it takes an approver, and a time that is still to come', async () => {
    const posts = await held('Stays one', 'Stays two');
    await author().press(await review(author(), 2), 'freeze.move-all');
    await author().sees('This needs the role approver', { isPrivate: true });
    await open(approver(), 2);
    await approver().submit({ at: '2020-01-01 09:00' });
    await approver().sees(['Not done yet', 'When: "2020-01-01 09:00" is', 'Give a later time.'], {
      isPrivate: true,
    });
    for (const post of posts) await card(ada, post, 'waits for a decision');
  });
});

test('of two who move all at once each post is moved by one of them', async () => {
  const before = await movedPosts();
  const posts = await held('Both want one', 'Both want two', 'Both want three');
  await Promise.all([open(ben, 3), open(cara, 3)]);
  await Promise.all([ben.submit({ at: 'in 2 hours' }), cara.submit({ at: 'in 3 hours' })]);
  for (const post of posts) await card(ada, post, 'in review');
  for (const seat of [ben, cara])
    await seat.sees(/moved and needs? approval again|Nothing of this freeze waits/, { isPrivate: true });
  expect((await movedPosts()).slice(before.length).sort((one, other) => one - other)).toEqual(posts);
  expect((await entriesOf(world, 'post.submitted')).filter(({ revision }) => revision === 3)).toEqual([]);
});

test('whose posts another moved in the meantime is told so, and moves nothing', async () => {
  const posts = await held('Overtaken one', 'Overtaken two');
  await Promise.all([open(ben, 2), open(cara, 2)]);
  const check = holdCheck();
  await ben.submit({ at: 'in 3 hours' });
  await check.reached;
  await cara.submit({ at: 'in 2 hours' });
  await cara.sees('2 posts are moved and need approval again', { isPrivate: true });
  check.release();
  await ben.sees('Nothing of this freeze waits for a decision any more', { isPrivate: true });
  for (const post of posts) await card(ben, post, 'in review', 'cara asks for approval.');
});

test('all are moved to one instant, however long it takes', async () => {
  const posts = await held('The same for one', 'The same for two');
  await open(ben, 2);
  const wanted = world.clock.now() + 120 * MINUTE;
  const check = holdCheck();
  await ben.submit({ at: 'in 2 hours' });
  await check.reached;
  world.clock.moveTo(world.clock.now() + 10 * MINUTE);
  check.release();
  await ben.sees('2 posts are moved and need approval again', { isPrivate: true });
  const times = await Promise.all(posts.map((post) => findRevision(world.app().database, post, 2)));
  const [one, two] = times.map((revision) => revision?.content.at ?? 0) as [number, number];
  expect(two).toBe(one);
  expect(Math.abs(one - wanted)).toBeLessThan(MINUTE);
});

test('who comes late is told, whichever of the three they press', async () => {
  const posts = await held('Decided one', 'Decided two');
  const answer = await ben.sees('Resumed: 2 posts wait for a decision', { isPrivate: true });
  await open(ben, 2);
  await cara.press(await review(cara, 2), 'freeze.drop-all');
  for (const post of posts) await card(ben, post, 'cancelled');
  const late = async (press: () => Promise<unknown>) => {
    const besides = known(ben);
    await press();
    await ben.sees('Nothing of this freeze waits for a decision any more, so nothing was changed.', {
      isPrivate: true,
      besides,
    });
  };
  await late(() => ben.submit({ at: 'in 2 hours' }));
  for (const action of ['freeze.move-all', 'freeze.publish-all', 'freeze.drop-all'])
    await late(() => ben.press(answer, action));
  for (const post of posts) await card(ben, post, 'cancelled');
  // What the next freeze holds is none of the old card's business.
  const next = await scheduled('Held by the next freeze');
  await freeze();
  await world.pass(10 * MINUTE);
  await card(ben, next[0] as number, 'waits for a decision');
  await late(() => ben.press(answer, 'freeze.drop-all'));
  await card(ben, next[0] as number, 'waits for a decision');
});

test('a correction has no time of its own: it is left, and said so', async () => {
  const { published, corrected } = correctingOf(world);
  const original = await published('With a mistake');
  const correction = await corrected(original, 'Without one');
  const [post] = (await scheduled('To be moved')) as [number];
  await freeze();
  await ben.press(await card(ben, correction, 'in review'), 'post.approve');
  await world.pass(10 * MINUTE);
  await card(ben, correction, 'waits for a decision');
  await ben.command('resume');
  await open(ben, 2);
  await ben.submit({ at: 'in 2 hours' });
  await ben.sees(
    [
      '1 post is moved and needs approval again',
      `#${correction}: A correction has no time to be moved to. Press Publish now or Drop on its card.`,
    ],
    { isPrivate: true },
  );
  await card(ben, post, 'in review');
  await card(ben, correction, 'waits for a decision');
});
