/** Who decides, on what, and once. */

import { describe, expect, test } from 'vitest';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { card, discordSeat, draft, known, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { APPROVERS, DISCORD } from './town.ts';

const { world, ada, ben, cara } = await openStage();

const decisions = (post: number) => posts.decisionsOf(world.app().database, post);
const states = async (post: number) =>
  (await postDeliveries.ofPost(world.app().database, post, 1)).map((one) => one.state);

test('nobody approves their own post, in neither chat', async () => {
  const [here, there] = [slackSeat(world, 'lea'), discordSeat(world, 'lea')];
  const post = await draft(here, { text: 'By Lea herself', to: 'web' });
  for (const lea of [here, there]) {
    await lea.press(await card(lea, post, 'in review'), 'post.approve');
    const told = await lea.sees(['You wrote this post', 'Ask another approver.'], { isPrivate: true });
    expect(told.words).toContain('nobody approves their own');
  }
  expect(await decisions(post)).toEqual([]);
  await card(cara, post, 'in review');
  await cara.press(await card(cara, post, 'in review'), 'post.approve');
  await card(here, post, 'published');
});

test('whoever changed it last does not approve it either', async () => {
  const lea = slackSeat(world, 'lea');
  const post = await draft(ada, { text: 'By Ada', to: 'web' });
  await lea.command('post edit', { id: String(post), text: 'By Ada, mended by Lea' });
  const shown = await card(lea, post, 'in review', 'mended by Lea');
  const besides = known(lea);
  await lea.press(shown, 'post.approve');
  await lea.sees('You wrote this post, or changed it last', { besides });
  expect(await decisions(post)).toEqual([]);
});

test('two who press at once in two chats make one decision, and the other sees whose', async () => {
  for (let round = 0; round < 3; round++) {
    const text = `At once ${round}`;
    const post = await draft(ada, { text, to: 'web' });
    const [one, other] = await Promise.all([card(ben, post, 'in review'), card(cara, post, 'in review')]);
    const before = { ben: known(ben), cara: known(cara) };
    await Promise.all([ben.press(one, 'post.approve'), cara.press(other, 'post.reject').then(comment)]);
    await expect.poll(() => decisions(post)).toHaveLength(1);
    const [decision] = await decisions(post);
    const loser = decision?.chat === 'slack' ? cara : ben;
    const told = await loser.sees(['That card was out of date, so nothing was changed.', `Post ${post}:`], {
      isPrivate: true,
      besides: loser === ben ? before.ben : before.cara,
    });
    expect(told.words).toMatch(decision?.verdict === 'approve' ? /approved/ : /rejected/);
    await card(ben, post, decision?.verdict === 'approve' ? 'published' : 'rejected');
    expect(world.web.with(text)).toHaveLength(decision?.verdict === 'approve' ? 1 : 0);
  }

  async function comment(): Promise<void> {
    await cara.form();
    await cara.submit({ comment: 'Not now' });
  }
});

test('pressed twice by the same person it counts once', async () => {
  const post = await draft(ada, { text: 'Pressed twice', to: 'web' });
  const shown = await card(ben, post, 'in review');
  await Promise.all([ben.press(shown, 'post.approve'), ben.press(shown, 'post.approve')]);
  await card(ben, post, 'published');
  expect(await decisions(post)).toHaveLength(1);
  expect(world.web.with('Pressed twice')).toHaveLength(1);
});

test.each(['post.approve', 'post.cancel', 'post.edit'])(
  '%s on a card that is out of date is refused',
  async (action) => {
    const text = `Old card for ${action}`;
    const at: Record<string, string> = action === 'post.cancel' ? { at: 'in 3 hours' } : {};
    const post = await draft(ada, { text, to: 'web', ...at });
    if (at.at) {
      await ben.press(await card(ben, post, 'in review'), 'post.approve');
      await card(ben, post, 'scheduled');
    }
    // A private copy stays as it is, whatever happens.
    await ben.command('post show', { id: String(post) });
    const copy = await ben.sees([`Post ${post}: `, text], { isPrivate: true });
    await ada.command('post edit', { id: String(post), text: `${text}, mended` });
    await card(ben, post, 'in review', 'mended');
    const besides = known(ben);
    await ben.press(copy, action);
    const told = await ben.sees('was out of date', { isPrivate: true, besides });
    expect(told.words).toContain(String(post));
    expect(await decisions(post)).toHaveLength(at.at ? 1 : 0);
    await card(ben, post, 'in review', 'mended');
  },
);

test('a form that was open while somebody else changed the post changes nothing, and gives back what was typed', async () => {
  const post = await draft(ada, { text: 'First words', to: 'web' });
  await ben.press(await card(ben, post, 'in review'), 'post.edit');
  await ben.form();
  await ada.command('post edit', { id: String(post), text: 'Second words' });
  await card(ben, post, 'in review', 'Second words');
  await ben.submit({ text: 'Third words, typed long ago', to: 'web' });
  const told = await ben.sees(['out of date', 'What you wrote', 'Third words', 'Second words'], {
    isPrivate: true,
  });
  expect(told.words).toContain(`Post ${post}: in review`);
  await card(ada, post, 'in review', 'Second words');
});

test('a role that was taken away meanwhile does not approve', async () => {
  const post = await draft(ada, { text: 'Role taken', to: 'web' });
  const shown = await card(cara, post, 'in review');
  world.discord.guild.change(DISCORD.cara, { roles: [] });
  await cara.press(shown, 'post.approve');
  const told = cara.sees('This needs the role approver; you have none.', { isPrivate: true });
  await told.finally(() => world.discord.guild.change(DISCORD.cara, { roles: [APPROVERS] }));
  expect(await decisions(post)).toEqual([]);
});

describe.each(['slack', 'discord'] as const)('by form in %s', (chat) => {
  const approver = () => (chat === 'slack' ? ben : cara);

  test('changes are requested with a comment; the author changes it and asks again', async () => {
    const post = await draft(ada, { text: `Rough in ${chat}`, to: 'web' });
    await approver().press(await card(approver(), post, 'in review'), 'post.request-changes');
    expect(await approver().form()).toMatchObject({ title: 'Request changes' });
    expect(await approver().submit({ comment: '' })).toMatchObject({ ok: false });
    await approver().submit({ comment: 'Please name the street' });
    const asked = await card(ada, post, 'changes requested', 'asked for changes', 'Please name the street');
    await ada.press(asked, 'post.edit');
    expect((await ada.form()).values.text).toBe(`Rough in ${chat}`);
    await ada.submit({ text: `Fine in ${chat}, High Street`, to: 'web' });
    await approver().press(await card(approver(), post, 'in review', 'High Street'), 'post.approve');
    await card(ada, post, 'published', 'an earlier version');
    expect(world.web.with(`in ${chat}`).map((one) => one.text)).toContain(`Fine in ${chat}, High Street`);
  });

  test('rejected is final, and says why', async () => {
    const post = await draft(ada, { text: `Bad in ${chat}`, to: 'web' });
    await approver().press(await card(approver(), post, 'in review'), 'post.reject');
    await approver().form();
    await approver().submit({ comment: 'Not our tone' });
    for (const seat of [ada, cara]) {
      const shown = await card(seat, post, 'rejected', 'Not our tone', 'Nothing is sent.');
      expect(shown.buttons).toEqual([]);
    }
    await ada.command('post edit', { id: String(post), text: 'Again' });
    await ada.sees([`Post ${post} is rejected; that is final.`], { isPrivate: true });
    expect(world.web.with(`Bad in ${chat}`)).toEqual([]);
  });
});

test('an edit after the approval voids it, shows what changed, and needs approval again', async () => {
  const post = await draft(ada, { text: 'We recieve guests', to: 'web', at: 'in 2 minutes' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  const scheduled = await card(ada, post, 'scheduled');
  await ada.press(scheduled, 'post.edit');
  await ada.form();
  await ada.submit({ text: 'We receive guests', to: 'web' });
  for (const seat of [ben, cara])
    await card(
      seat,
      post,
      'in review',
      'Changed since it was approved. Needs approval again.',
      "text: 'recieve' → 'receive'",
    );
  expect(await states(post)).toEqual(['cancelled']);
  await world.pass(150_000);
  expect(world.web.with('guests')).toEqual([]);
  await cara.press(await card(cara, post, 'in review', 'receive'), 'post.approve');
  await card(ada, post, 'published');
  expect(world.web.with('guests').map((one) => one.text)).toEqual(['We receive guests']);
});

test('an edit that cannot be read leaves the scheduled post as it is, and says so', async () => {
  const post = await draft(ada, { text: 'Stands firm', to: 'web', at: 'in 3 hours' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ada, post, 'scheduled');
  await ada.command('post edit', { id: String(post), to: 'wbe' });
  const told = await ada.sees([
    `The change to post ${post} is not ready`,
    'The post itself stands as it was before.',
  ]);
  expect(told.buttons.map((one) => one.split(':')[0])).toEqual(['post.edit', 'post.variant']);
  await card(ada, post, 'scheduled', 'Stands firm');
  await ada.press(told, 'post.edit');
  expect((await ada.form()).values.to).toBe('wbe');
  await ada.submit({ to: 'web' });
  await card(ada, post, 'in review', 'Sent again without a change. Needs approval again.');
});

test('what is on its way is neither edited nor cancelled', async () => {
  const held = world.web.hold();
  const post = await draft(ada, { text: 'On its way', to: 'web' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await held.reached;
  for (const command of ['post edit', 'post cancel']) {
    const besides = known(ada);
    await ada.command(command, { id: String(post), ...(command === 'post edit' ? { text: 'Late' } : {}) });
    await ada.sees(`Post ${post} is already on its way, or out.`, { isPrivate: true, besides });
  }
  held.release();
  await card(ada, post, 'published', 'On its way');
  expect(world.web.with('On its way')).toHaveLength(1);
});

test('what may be live is neither edited nor cancelled while it waits for its next try', async () => {
  world.web.lose();
  const post = await draft(ada, { text: 'May be live', to: 'web' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ada, post, 'scheduled', 'may be live');
  await ada.command('post cancel', { id: String(post) });
  await ada.sees(`Post ${post} is already on its way, or out.`, { isPrivate: true });
  await world.pass(3_000);
  await card(ada, post, 'published');
  expect(world.web.with('May be live')).toHaveLength(1);
});

test('a scheduled post is cancelled from its card, and does not go out', async () => {
  const post = await draft(ada, { text: 'Called off', to: 'web', at: 'in 1 minute' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await ada.press(await card(ada, post, 'scheduled'), 'post.cancel');
  await card(cara, post, 'cancelled', 'Taken off the schedule. Nothing was sent.');
  expect(await states(post)).toEqual(['cancelled']);
  await world.pass(61_000);
  expect(world.web.with('Called off')).toEqual([]);
});

test('approved from a private answer, the approver reads there how the post stands', async () => {
  const post = await draft(ada, { text: 'Shown and approved', to: 'web', at: 'tomorrow 9:00' });
  const mirrored = await card(ben, post, 'in review');
  await ben.command('post show', { id: String(post) });
  const shown = await ben.sees('Shown and approved', { isPrivate: true, besides: new Set([mirrored.id]) });
  await ben.press(shown, 'post.approve');
  expect(await ben.sees(`Post ${post}: scheduled`, { isPrivate: true })).toBeDefined();
});

test('a decision is of the moment that the clock of the bot says', async () => {
  await world.pass(3 * 3_600_000);
  const before = world.clock.now();
  const post = await draft(ada, { text: 'Decided at this hour', to: 'web', at: 'in 2 hours' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ada, post, 'scheduled');
  const [decision] = await decisions(post);
  expect(decision?.createdAt.getTime()).toBeGreaterThanOrEqual(before);
});
