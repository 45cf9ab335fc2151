/** Where and how far a correction goes: threads, own texts, networks that show no edits; and what it is checked against. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { picture } from '../networks/servers/outside.ts';
import { TestPds } from '../networks/servers/pds.ts';
import { correctingOf, inNews } from './correcting.ts';
import { entriesOf } from './preflighting.ts';
import { card, discordSeat, draft, known } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const pds = await new TestPds().start();
const { service, identifier, password } = pds.account;
const { world, ada, ben } = await openStage(
  `${TEAM.replace('targets:\n', `targets:\n  sky: { network: bluesky, title: Acme on Bluesky, service: "${service}", identifier: ${identifier}, password: ${password} }\n`).replace('web: { network', 'web: { most_per_day: 2, network')}
words:
  banned: [guaranteed profit]
`,
);
afterAll(() => pds.stop());
beforeEach(async () => {
  await world.clear();
  pds.clear();
  world.clock.moveTo(world.clock.now() + 24 * 3_600_000);
});

const { published, corrected, approve } = correctingOf(world);
const live = () => world.web.live().map(({ text }) => text);

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

describe('a network that shows no edits', () => {
  test('stays behind: the form leaves it out, and the approver accepts that', async () => {
    const post = await published('At noon', 'web, sky');
    await ada.press(await card(ada, post, 'published'), 'post.correct');
    expect((await ada.form()).values).toEqual({ text: 'At noon', to: 'web' });
    await ada.submit({ text: 'At one' });
    const shown = await card(
      ben,
      post + 1,
      'in review',
      'Acme on Bluesky shows no edits of what is published: its text stays as it is.',
      `Delete it there with Delete on the card of post ${post}, and post it anew.`,
      'Approve despite 1 warning?',
    );
    await ben.press(shown, 'post.approve');
    await card(ada, post + 1, 'corrected', 'Accepted with the approval: Acme on Bluesky');
    expect([live(), pds.live().map(({ text }) => text)]).toEqual([['At one'], ['At noon']]);
    await card(ada, post, 'published', 'At noon', 'At one');
  });

  test('that is named is an error, and the draft is kept', async () => {
    const post = await published('At noon', 'web, sky');
    const besides = known(ada);
    await ada.command('post correct', { id: String(post), text: 'At one', to: 'web, sky, slack-news' });
    await ada.sees(
      [
        `Post ${post + 1} is not ready for review`,
        'Error in to: Acme on Bluesky shows no edits',
        `Error in to: Post ${post} is not out at Slack #news. Leave Slack #news out.`,
      ],
      { isPrivate: true, besides },
    );
  });

  test('and is the only place: the button says so, and nothing is made', async () => {
    const post = await published('At noon', 'sky');
    const besides = known(ada);
    await ada.press(await card(ada, post, 'published'), 'post.correct');
    await ada.sees(['Not done yet', 'Acme on Bluesky shows no edits', 'Delete it there'], {
      isPrivate: true,
      besides,
    });
    expect(await draft(ada, { text: 'The next one', to: 'web' })).toBe(post + 1);
  });
});

describe('the checks', () => {
  test('find no repeat of the post itself nor of its earlier corrections, and count no quota', async () => {
    const words = 'Ten words that are nearly the same as they were';
    const post = await published(`${words} before`);
    await published('The second one today');
    for (const end of ['then', 'now', 'before']) {
      const correction = await corrected(post, `${words} ${end}`);
      const shown = await card(ben, correction, 'in review');
      expect(shown.words).not.toMatch(/says|takes 2 posts/);
      await ben.press(shown, 'post.approve');
      await card(ada, correction, 'corrected');
    }
    // Nor do they count for others.
    await world.pass(24 * 3_600_000);
    await published('Tomorrow');
  });

  test('of a correction leave room for the posts of that day', async () => {
    const post = await published('One of two');
    await approve(await corrected(post, 'Still one of two'));
    await card(ada, post, 'published', 'Corrected by post');
    await published('Two of two');
  });

  test('of the words hold, and a picture or a time is no matter of a correction', async () => {
    const post = await published('Small profit');
    const besides = known(ada);
    await ada.command('post correct', { id: String(post), text: 'Guaranteed profit' });
    await ada.sees(['is not ready', 'The text says "Guaranteed profit"'], { isPrivate: true, besides });
    await ada.command('post edit', {
      id: String(post + 1),
      text: 'A large profit, and later',
      at: 'tomorrow 9:00',
    });
    await ada.sees(['A correction changes the text alone', 'A large profit, and later'], {
      isPrivate: true,
      besides,
    });
    await ada.command('post edit', { id: String(post + 1), text: 'Large profit' });
    await approve(post + 1);
    await card(ada, post + 1, 'corrected');
    expect(live()).toEqual(['Large profit']);
  });
});

test('a picture stays, and a change that was never sent for review does not slip in', async () => {
  const media = { name: 'kite.png', bytes: picture('').bytes };
  await ada.command('post new');
  await ada.form();
  await ada.submit({ text: 'A kite', to: 'all', at: 'in 1 hour', alt: 'A red kite', media });
  const drafted = await ben.sees([/Post \d+: in review/, 'A kite'], { isPrivate: false });
  const post = Number(/Post (\d+)/.exec(drafted.words)?.[1]);
  await ben.press(drafted, 'post.approve');
  await card(ada, post, 'scheduled');
  const besides = known(ada);
  await ada.command('post edit', { id: String(post), picture: 'none', campaign: 'spring', to: 'nowhere' });
  await ada.sees(`The change to post ${post} is not ready`, { isPrivate: true, besides });
  await world.pass(3_600_000);
  await card(ada, post, 'published');
  const correction = await corrected(post, 'A green kite');
  const shown = await card(ben, correction, 'in review');
  expect(shown.words).not.toContain('spring');
  await ben.press(shown, 'post.approve');
  await card(ada, correction, 'corrected');
  expect(world.web.live()).toMatchObject([{ text: 'A green kite', images: [{ alt: 'A red kite' }] }]);
  for (const seat of [ada, discordSeat(world, 'ada')])
    expect((await seat.sees('A green kite', { channel: 'news' })).pictures).toContain('A red kite');
});

test('the audit log tells which post was corrected', async () => {
  const post = await published('Written down');
  const correction = await corrected(post, 'Written down anew');
  await approve(correction);
  await card(ada, correction, 'corrected');
  for (const kind of ['post.submitted', 'post.approve', 'delivery.sent'] as const) {
    const entries = (await entriesOf(world, kind)).filter((entry) => entry.post === correction);
    expect(entries).toMatchObject([{ kind, corrects: post }]);
  }
  expect((await entriesOf(world, 'delivery.sent')).find((entry) => entry.post === post)).not.toHaveProperty(
    'corrects',
  );
});

test('a correction cannot be deleted or corrected itself', async () => {
  const post = await published('The one');
  const correction = await corrected(post, 'The other');
  await approve(correction);
  await card(ada, correction, 'corrected');
  const besides = known(ada);
  await ada.command('post correct', { id: String(correction), text: 'A third' });
  await ada.sees([`Post ${correction} is a correction itself.`, `card of post ${post}`], {
    isPrivate: true,
    besides,
  });
  await ada.command('post list', { show: 'all' });
  await ada.sees(`corrected, corrects #${post}`, { isPrivate: true, besides });
});
