/** What is checked right before a post is sent, after the team file or the world around it has changed. */
import { beforeEach, expect, test } from 'vitest';
import { preflightDue } from '../../src/app/deliveries/preflighting.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { CHECKED, MINUTE, texts } from './preflighting.ts';
import { approved, card, draft } from './seat.ts';
import { openStage } from './stage.ts';

const perDay = (most: number) => CHECKED.replace('web: { tags', `web: { most_per_day: ${most}, tags`);

const { world, ada, ben } = await openStage(CHECKED);
beforeEach(() => world.clear());

async function scheduled(text: string, at: string, to = 'web'): Promise<number> {
  const post = await approved(ada, ben, { text, to, at });
  await card(ben, post, 'scheduled');
  return post;
}

test('a word that is banned since the approval holds the post right before it is sent, and only there', async () => {
  await world.setTeam(CHECKED);
  const post = await scheduled('Acme opens the door', 'in 30 minutes', 'web, slack-news');
  const fine = await scheduled('Acme shuts it', 'in 30 minutes');
  await world.setTeam(CHECKED.replace('[guaranteed profit]', '[opens]'));
  await world.pass(30 * MINUTE);
  await card(ben, fine, 'published');
  const held = await card(ben, post, 'waits for a decision', 'says "opens", which the team does not say');
  expect(texts(world)).toEqual(['Acme shuts it']);
  await ben.press(held, 'post.publish-now');
  await ben.sees(['Not done yet', 'says "opens"'], { isPrivate: true });
  await world.setTeam(CHECKED);
  await ben.press(await card(ben, post, 'waits for a decision'), 'post.publish-now');
  await card(ben, post, 'published');
});

test('a warning that came with the team file, while nothing ran, is shown when the post is sent', async () => {
  await world.setTeam(CHECKED);
  const post = await scheduled('Nobody is named', 'in 30 minutes');
  await world.reopen(CHECKED.replace('targets: [discord-news]', 'targets: [web]'));
  await world.pass(30 * MINUTE);
  await card(
    ben,
    post,
    'published',
    'Found since it was approved:',
    'What goes to Acme on the web says "Acme"',
  );
});

test('no more goes to a target in a day than the team wants', async () => {
  await world.setTeam(perDay(3));
  for (const text of ['One', 'Two']) await scheduled(text, 'tomorrow 9:00');
  const third = await draft(ada, { text: 'Three', to: 'web', at: 'tomorrow 10:00' });
  await ben.press(await card(ben, third, 'in review', 'takes 3 posts a day; 2 are out'), 'post.approve');
  await card(ben, third, 'scheduled');
  await ada.command('post new', { text: 'Four', to: 'web', at: 'tomorrow 11:00' });
  await ada.sees(
    ['Error in at: Acme on the web takes 3 posts a day; 3 are out or scheduled', 'another time'],
    {
      isPrivate: true,
    },
  );
  await draft(ada, { text: 'Four', to: 'slack-news', at: 'tomorrow 11:00' });
});

test('where more is scheduled than goes out in a day, the first ones go', async () => {
  await world.setTeam(CHECKED);
  const all: number[] = [];
  for (const text of ['First', 'Second', 'Third']) all.push(await scheduled(text, 'tomorrow 9:00'));
  await world.setTeam(perDay(2));
  const [due] = await postDeliveries.ofPost(world.app().database, all[0] ?? 0, 1);
  await world.pass((due?.dueAt.getTime() ?? 0) - world.clock.now());
  for (const post of all.slice(0, 2)) await card(ben, post, 'published');
  await card(ben, all[2] ?? 0, 'waits for a decision', 'takes 2 posts a day; 2 are out');
  expect(texts(world).sort()).toEqual(['First', 'Second']);
});

test('what may be live is followed up, whatever the rules say by now', async () => {
  await world.setTeam(CHECKED);
  world.web.lose();
  const post = await draft(ada, { text: 'Opens soon', to: 'web' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ben, post, 'scheduled', 'may be live.');
  await world.setTeam(CHECKED.replace('[guaranteed profit]', '[opens]'));
  await world.pass(MINUTE);
  await card(ben, post, 'published');
  expect(world.web.with('Opens soon')).toHaveLength(1);
});

test('of all that waits after a freeze, only what has an error stays', async () => {
  await world.setTeam(CHECKED);
  const bad = await scheduled('It opens', 'in 10 minutes');
  const good = await scheduled('It shuts', 'in 10 minutes');
  await ben.command('freeze', { scope: 'all', reason: 'The news' });
  await ben.sees('Posts are frozen: everything', { isPrivate: false });
  await world.pass(10 * MINUTE);
  await card(ben, bad, 'waits for a decision', 'while posts were frozen');
  await world.setTeam(CHECKED.replace('[guaranteed profit]', '[opens]'));
  await ben.command('resume');
  const review = await ben.sees('Resumed: 2 posts wait', { isPrivate: false });
  await ben.press(review, 'freeze.publish-all');
  await ben.sees(['Not done yet', 'says "opens"'], { isPrivate: true });
  await card(ben, good, 'published');
  await card(ben, bad, 'waits for a decision');
  expect(texts(world)).toEqual(['It shuts']);
});

test('with links off, none are asked', async () => {
  await world.setTeam(`${CHECKED}preflight: { links: false }\n`);
  await draft(ada, {
    text: `See ${world.pages.address('/', 'inner.test')} ${world.pages.address('/')}`,
    to: 'web',
  });
  expect(world.pages.asked()).toEqual([]);
});

test('a check that comes twice, or late, changes nothing more', async () => {
  const post = await scheduled('Once is enough', 'in 9 minutes');
  await preflightDue(world.app());
  await world.pass(9 * MINUTE);
  await preflightDue(world.app());
  await card(ben, post, 'published');
  const [delivery] = await postDeliveries.ofPost(world.app().database, post, 1);
  expect(delivery).toMatchObject({ state: 'sent', attempts: 1 });
});
