/** Forms and pictures, links between identities, lists and help, what the chats deliver twice, and reviews that run out. */
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyInput } from '../../src/posts/input.ts';
import * as posts from '../../src/store/posts.ts';
import { card, discordSeat, draft, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();

const picture = (background: string) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();

test.each(['slack', 'discord'] as const)(
  'written in the form of %s with a picture, a post arrives with picture and alt text at all targets',
  async (chat) => {
    const author = chat === 'slack' ? ada : discordSeat(world, 'ada');
    const bytes = await picture(chat === 'slack' ? 'teal' : 'tomato');
    const alt = `A flag as seen from ${chat}`;
    const text = `With a picture, by form in ${chat}`;
    await author.command('post new');
    const { title, values } = await author.form();
    expect([title, Object.keys(values)]).toEqual([
      'New post',
      expect.arrayContaining(['text', 'to', 'at', 'media', 'alt']),
    ]);
    const besides = known(author);
    expect(await author.submit({ text, to: 'all', alt, media: { name: 'flag.png', bytes } })).toMatchObject({
      ok: true,
    });
    const answer = await author.sees(/Post \d+ is in review/, { isPrivate: true, besides });
    const post = Number(/Post (\d+)/.exec(answer.words)?.[1]);
    for (const seat of [ada, discordSeat(world, 'cara')])
      expect((await card(seat, post, 'in review', text)).pictures).toContain(alt);
    await ben.press(await card(ben, post, 'in review'), 'post.approve');
    await card(ada, post, 'published');
    expect(world.web.with(text).map((one) => one.images)).toEqual([[{ alt, bytes: bytes.length }]]);
    for (const seat of [ada, discordSeat(world, 'ada')])
      expect((await seat.sees(text, { channel: 'news' })).pictures).toContain(alt);
  },
);

test.each(['slack', 'discord'] as const)(
  'several pictures have a line of alt text each, in %s',
  async (chat) => {
    const author = chat === 'slack' ? ada : discordSeat(world, 'ada');
    const media = [
      { name: 'one.png', bytes: await picture('olive') },
      { name: 'two.png', bytes: await picture('navy') },
    ];
    const earlier = known(author);
    await author.command('post new');
    await author.form();
    await author.submit({
      text: `Two flags from ${chat}`,
      to: 'web',
      alt: 'A green flag\nA blue flag',
      media,
    });
    const answer = await author.sees(/Post \d+ is in review/, { isPrivate: true, besides: earlier });
    const post = Number(/Post (\d+)/.exec(answer.words)?.[1]);
    expect((await card(ada, post, 'in review')).pictures).toEqual(['A green flag', 'A blue flag']);
    await author.press(await card(author, post, 'in review'), 'post.edit');
    expect((await author.form()).values.alt).toBe('A green flag\nA blue flag');
    await author.submit({ alt: 'A green flag\nA dark blue flag' });
    await expect
      .poll(async () => (await card(ada, post, 'in review')).pictures)
      .toContain('A dark blue flag');
  },
);

test('a picture is taken out again by an edit', async () => {
  await ada.command('post new');
  await ada.form();
  const media = { name: 'x.png', bytes: await picture('plum') };
  await ada.submit({ text: 'Better without', to: 'web', media, alt: 'A plum' });
  const post = await newest();
  const before = await card(ada, post, 'in review', 'Better without');
  expect(before.pictures).toContain('A plum');
  await ada.command('post edit', { id: String(post), picture: 'none', text: 'Surely better without' });
  expect((await card(ada, post, 'in review', 'Surely better without')).pictures).toEqual([]);
});

test('a picture without alt text goes to review with a warning', async () => {
  await ada.command('post new');
  await ada.form();
  await ada.submit({
    text: 'No words for it',
    to: 'web',
    media: { name: 'x.png', bytes: await picture('gold') },
  });
  await card(ben, await newest(), 'in review', 'No words for it', /Warning in (media|alt)/);
});

describe('two identities', () => {
  test('of one person are told apart until a code ties them, and nobody approves their own after that', async () => {
    const [here, there] = [slackSeat(world, 'dan'), discordSeat(world, 'dan')];
    await here.command('link');
    const offered = await here.sees(['Your one-time code', /[A-Z2-9]{4}-[A-Z2-9]{4}/], { isPrivate: true });
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(offered.words)?.[0] ?? '';
    await here.command('link', { code });
    await here.sees('This code was made in Slack too', { isPrivate: true });
    await there.command('link', { code: 'AAAA-2222' });
    await there.sees('This code is unknown, used already, or older than ten minutes.', { isPrivate: true });
    await there.command('link', { code: code.toLowerCase() });
    await confirmed(there, here);
    const besides = known(there);
    await there.command('link', { code });
    await there.sees('used already', { isPrivate: true, besides });
    const post = await draft(here, { text: 'By Dan, who approves elsewhere', to: 'web' });
    await there.press(await card(there, post, 'in review'), 'post.approve');
    await there.sees('nobody approves their own', { isPrivate: true });
  });

  test('the other way round, in ten minutes only; two people who both are in one chat are not made one', async () => {
    const cara = discordSeat(world, 'cara');
    const code = await codeFrom(cara);
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    await ben.command('link', { code });
    await ben.sees('older than ten minutes', { isPrivate: true });
    const fresh = await codeFrom(cara);
    await ada.command('link', { code: fresh });
    await ada.sees('Both have an identity in Discord already; they are two people.', { isPrivate: true });
    await ben.command('link', { code: fresh });
    await confirmed(ben, cara);
  });

  /** Who typed the code says first that both are them, then who asked for it. */
  async function confirmed(taker: Seat, asker: Seat): Promise<void> {
    await taker.press(await taker.sees('Are both of these you?', { isPrivate: true }), 'link.confirm');
    await taker.sees('It counts when the other side has agreed', { isPrivate: true });
    const besides = known(asker);
    await asker.command('link');
    const asked = await asker.sees('This account typed your code', { isPrivate: true, besides });
    await asker.press(asked, 'link.confirm');
    const linked = await asker.sees('You are one person now in', { isPrivate: true });
    expect(linked.words).toMatch(/Slack/);
    expect(linked.words).toMatch(/Discord/);
  }

  async function codeFrom(seat: Seat): Promise<string> {
    const besides = known(seat);
    await seat.command('link');
    const offered = await seat.sees(['Your one-time code'], { isPrivate: true, besides });
    return /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(offered.words)?.[0] ?? '';
  }
});

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const seat = (person: 'ada' | 'lea' | 'gil') =>
    chat === 'slack' ? slackSeat(world, person) : discordSeat(world, person);

  test('/help tells what can be said, and who one is', async () => {
    await seat('lea').command('help');
    const told = await seat('lea').sees(['What you can say', '/post new', '/link'], { isPrivate: true });
    expect(told.words).toContain('Your roles: author, approver. Your time zone: Europe/Copenhagen.');
    await seat('gil').command('help');
    await seat('gil').sees('Your roles: none.', { isPrivate: true });
  });

  test('/post list and /post show tell what there is, privately', async () => {
    const lea = seat('lea');
    const post = await draft(lea, { text: `Listed in ${chat}`, to: 'web', at: 'in 5 hours' });
    await lea.command('post list');
    await lea.sees(['Posts', new RegExp(`#${post}\\W+in review: Listed in ${chat}`)], { isPrivate: true });
    const besides = known(lea);
    await lea.command('post list', { show: 'mine' });
    await lea.sees([`#${post}`], { isPrivate: true, besides });
    await lea.command('post show', { id: `#${post}` });
    const shown = await lea.sees([`Post ${post}: in review`, `Listed in ${chat}`], { isPrivate: true });
    expect(shown.buttons.some((one) => one.startsWith('post.approve'))).toBe(true);
  });
});

describe('/post list', () => {
  test('leaves out what is published, where only open ones are asked for', async () => {
    const out = await draft(ada, { text: 'Out and done', to: 'web' });
    await ben.press(await card(ben, out, 'in review'), 'post.approve');
    await card(ben, out, 'published');
    const still = await draft(ada, { text: 'Still to be decided', to: 'web', at: 'in 5 hours' });
    await ada.command('post list');
    const open = await ada.sees([`#${still}`, 'Still to be decided'], { isPrivate: true });
    expect(open.words).not.toContain('Out and done');
    await ada.command('post list', { show: 'all' });
    await ada.sees([`#${out}`, 'published: Out and done'], { isPrivate: true, besides: known(ada) });
  });

  test('tells how to see older ones than fit', async () => {
    const { database } = world.app();
    const { rows } = await database.execute<{ author: number }>(
      sql`select min(author_id)::int as author from posts`,
    );
    const author = rows[0]?.author ?? 0;
    const made = [];
    for (let count = 0; count < 21; count += 1)
      made.push(await posts.insert(database, author, { ...emptyInput, text: `Draft ${count} of many` }));
    await ada.command('post list');
    const told = await ada.sees(['Draft 20 of many', `/post list show:open before:${made[1]?.id}`], {
      isPrivate: true,
    });
    expect(told.words).not.toContain('Draft 0 of many');
    await ada.command('post list', { before: `#${made[1]?.id}` });
    await ada.sees('Draft 0 of many', { isPrivate: true });
  });
});

describe('what comes twice is done once:', () => {
  test('a command and a press that Slack delivers again', async () => {
    world.slack.faults.deliverNextTwice();
    const post = await draft(ada, { text: 'Delivered twice', to: 'web' });
    const shown = await card(ben, post, 'in review');
    const besides = known(ben);
    world.slack.faults.deliverNextTwice();
    await ben.press(shown, 'post.approve');
    await card(ben, post, 'published');
    await world.slack.faults.redeliver();
    await ada.command('post show', { id: String(post) });
    await ada.sees(`Post ${post}: published`, { isPrivate: true });
    expect(
      ada.messages().filter((one) => !one.isPrivate && one.words.includes('Delivered twice')),
    ).toHaveLength(1);
    expect(ben.messages().filter((one) => one.isPrivate && !besides.has(one.id))).toEqual([]);
    expect(world.web.with('Delivered twice')).toHaveLength(1);
  });
});

test('a review that nobody decides on in time runs out, and can be taken up again', async () => {
  const post = await draft(ada, { text: 'Forgotten', to: 'web' });
  await world
    .app()
    .database.execute(sql`update posts set expires_at = now() - interval '1 day' where id = ${post}`);
  await card(ben, post, 'in review');
  await world.pass(0);
  await card(ben, post, 'expired', 'Nobody decided in time. Nothing was sent.');
  await ada.command('post edit', { id: String(post), text: 'Forgotten no more' });
  await ben.press(await card(ben, post, 'in review', 'no more'), 'post.approve');
  await card(ada, post, 'published');
});

async function newest(): Promise<number> {
  const answer = await ada.sees(/Post \d+ is in review/, { isPrivate: true, besides: before });
  return Number(/Post (\d+)/.exec(answer.words)?.[1]);
}
let before: ReadonlySet<string> = new Set();
beforeEach(() => {
  before = known(ada);
});
