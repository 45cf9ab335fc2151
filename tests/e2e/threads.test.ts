/** A text in parts goes out as a thread, and goes on where it broke off. */
import { expect, test } from 'vitest';
import { approved, card, discordSeat, known } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();

const thread = (word: string) => [`${word} begins`, `${word} goes on`, `${word} ends`];

const approve = (word: string, to = 'web') => approved(ada, ben, { text: thread(word).join('\n---\n'), to });

const live = (word: string) => world.web.with(word).map(({ text, answers }) => [text, answers]);
const whole = (word: string) => [
  [`${word} begins`, undefined],
  [`${word} goes on`, `${word} begins`],
  [`${word} ends`, `${word} goes on`],
];

test('each part answers the one before, everywhere, and the card opens the first', async () => {
  const post = await approve('Alpha', 'all');
  await card(ada, post, 'published', '(3 parts are out)', 'open it');
  expect(live('Alpha')).toEqual(whole('Alpha'));
  for (const part of thread('Alpha')) await discordSeat(world, 'ada').sees(part, { channel: 'news' });
  const [root] = world.slack.as('U0ADA').messages('news').slice(-1);
  expect(root?.replies.map((reply) => reply.text)).toEqual(['Alpha goes on', 'Alpha ends']);
});

test('a part that is refused stops it; sent again, only what is missing goes out', async () => {
  const held = world.web.hold();
  const post = await approve('Beta');
  await held.reached;
  world.web.refuse(422, 'Not the second');
  held.release();
  const broken = await card(ben, post, 'partly published', 'Not the second', '(1 part is out)');
  expect(live('Beta')).toEqual([whole('Beta')[0]]);
  await ben.press(broken, 'post.retry');
  await card(ada, post, 'published', '(3 parts are out)');
  expect(live('Beta')).toEqual(whole('Beta'));
});

test('a lost answer in the middle makes no part twice', async () => {
  const held = world.web.hold();
  const post = await approve('Gamma');
  await held.reached;
  world.web.lose();
  held.release();
  await card(ada, post, 'scheduled', 'may be live.');
  await world.pass(3_000);
  await card(ada, post, 'published');
  expect(live('Gamma')).toEqual(whole('Gamma'));
});

test('a part of which a person says that it is live: the others still go out', async () => {
  const held = world.web.hold();
  const post = await approve('Zeta');
  await held.reached;
  world.web.lose();
  world.web.refuse(422, 'We have seen this one');
  held.release();
  await card(ada, post, 'scheduled', 'may be live.');
  await world.pass(3_000);
  await ben.press(await card(ben, post, 'may be live', 'We have seen this one'), 'delivery.live');
  await ben.form();
  await ben.submit({});
  await card(ada, post, 'published', '(3 parts are out)');
  // What the second one is called there, nobody said.
  const [first, second, third] = whole('Zeta');
  expect(live('Zeta')).toEqual([first, second, [third?.[0], 'Zeta begins']]);
});

test('a freeze in the middle leaves it there; after the review it goes on', async () => {
  const held = world.web.hold();
  const post = await approve('Delta');
  await held.reached;
  await ben.command('freeze', { scope: 'all', reason: 'Wait' });
  await ben.sees('Freezing posts', { isPrivate: false });
  held.release();
  await card(ada, post, 'waits for a decision', '(1 part is out)');
  expect(live('Delta')).toEqual([whole('Delta')[0]]);
  await ben.command('resume');
  await ben.press(await ben.sees(['Resumed: 1 post', 'Delta'], { isPrivate: false }), 'post.publish-now');
  await card(ada, post, 'published');
  expect(live('Delta')).toEqual(whole('Delta'));
});

test('the limit of a network holds for each part, and names the one that is over', async () => {
  const besides = known(ada);
  const text = `${'word '.repeat(300)}\n---\n${'word '.repeat(420)}end`;
  await ada.command('post new', { text, to: 'discord-news' });
  await ada.sees(['is not ready', 'Part 2: Discord #news takes 2000 characters; this text has 2103.'], {
    besides,
  });
});

test('deleted, it is gone with all its parts', async () => {
  const post = await approve('Epsilon');
  await ben.press(await card(ben, post, 'published'), 'post.delete');
  await ben.form();
  await ben.submit({});
  await card(ada, post, 'deleted');
  expect(live('Epsilon')).toEqual([]);
});
