/** Who is told when nobody decides: once each, whatever is killed or lost, and by a card that stays true. */
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { subjectOf } from '../../src/kit/subject.ts';
import type { Step } from '../../src/posts/approval.ts';
import * as audit from '../../src/store/audit.ts';
import * as outbox from '../../src/store/outbox.ts';
import { APPROVING_TEAM } from './approving-team.ts';
import { approved, card, discordSeat, draft, known, type Seat, type Seen, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { SLACK } from './town.ts';

const { world, ada, ben, lea, cara, dan } = await openStage(APPROVING_TEAM);
// Nothing of an earlier test is waited for any more.
beforeEach(() => world.app().database.execute(sql`update posts set stage = 'cancelled'`));

let restore = () => {};
afterEach(() => restore());

/** Answers what puts the team's own steps back. */
function withSteps(...steps: Step[]): () => void {
  const { approval } = world.app().team;
  const own = approval.steps;
  approval.steps = steps;
  return () => {
    approval.steps = own;
  };
}

const HOUR = 3_600_000;
const AWAITED = 'Your decision is awaited.';
const told = (seat: Seat, post: number, words: string): Promise<Seen> =>
  seat.sees([words, `Post ${post}:`], { channel: 'direct' });
/** Everything that was written to them directly about a post. */
const direct = (seat: Seat, post: number) =>
  seat.messages('direct').filter((one) => one.words.includes(`Post ${post}:`));

/** Sweeps once more and waits until all that was to be told is told. */
async function settled(): Promise<void> {
  await world.pass(0);
  await expect.poll(() => outbox.isAnyWaiting(world.app().database), { timeout: 10_000 }).toBe(false);
}

/** As if the worker had died before it noted that it had sent them. */
async function forgetSending(post: number): Promise<void> {
  await world.app().database.execute(sql`
    update outbox set state = 'waiting', message = null, chat = null, channel = null, shown_hash = null, shown = 0
    where subject = ${`post:${post}`} and kind = 'reminder'`);
}

async function inLegal(text: string): Promise<number> {
  const post = await approved(ada, ben, { text, to: 'web' });
  await card(ben, post, 'in review', 'Legal: waits for');
  return post;
}

test('those whose decision is awaited are told directly, once, and decide on the card that they got', async () => {
  const post = await inLegal('Nobody looks at this');
  await world.pass(HOUR - 60_000);
  await settled();
  expect([...direct(lea, post), ...direct(cara, post)]).toEqual([]);
  await world.pass(60_000);
  await told(lea, post, AWAITED);
  const shown = await told(cara, post, AWAITED);
  expect(shown.words).toContain('Nobody looks at this');
  expect(shown.buttons.map((one) => one.split(':')[0])).toContain('post.approve');
  for (let again = 0; again < 3; again++) await settled();
  // It says why it came until something changes.
  await outbox.markChanged(world.app().database, subjectOf('post', post));
  await settled();
  for (const seat of [lea, cara])
    expect(direct(seat, post)).toMatchObject([{ words: expect.stringContaining(AWAITED) }]);
  for (const seat of [ada, ben, dan]) expect(direct(seat, post)).toEqual([]);
  await cara.press(shown, 'post.approve');
  for (const seat of [lea, cara]) await told(seat, post, 'approved, waits for');
  await lea.press(await told(lea, post, 'approved, waits for'), 'post.approve');
  for (const seat of [lea, cara])
    expect((await told(seat, post, 'published')).buttons.join()).not.toContain('post.approve');
  const kinds = [];
  for await (const row of audit.all(world.app().database)) kinds.push(JSON.parse(row.entry));
  const reminded = kinds.filter((one) => one.kind === 'post.reminded' && one.post === post);
  expect(reminded.map((one) => one.details.kind)).toEqual(['reminder', 'reminder']);
});

test('whoever comes to be awaited later is told too; who was told is not told again of the same version', async () => {
  const byName = (...names: string[]) => ({ by: { roles: [], names }, need: names.length });
  restore = withSteps(
    { name: 'Editorial', ...byName('Ben Approver') },
    { name: 'Legal', ...byName('Cara Counsel', 'Lea Lead') },
  );
  const post = await draft(ada, { text: 'Step by step', to: 'web' });
  await world.pass(HOUR);
  await ben.press(await told(ben, post, AWAITED), 'post.approve');
  await card(ada, post, 'in review', 'Legal: waits for');
  expect([...direct(lea, post), ...direct(cara, post)]).toEqual([]);
  await world.pass(HOUR);
  for (const seat of [lea, cara]) await told(seat, post, AWAITED);
  await world.pass(HOUR);
  await settled();
  for (const seat of [ben, lea, cara]) expect(direct(seat, post)).toHaveLength(1);
  await ada.command('post edit', { id: String(post), text: 'Step by step, once more' });
  await card(ben, post, 'in review', 'once more');
  await world.pass(HOUR);
  await expect.poll(() => direct(ben, post).length).toBe(2);
  // The older one can be pressed no more.
  await expect.poll(() => direct(ben, post)[0]?.buttons).toEqual([]);
});

test('after longer, those are told to whom it escalates', async () => {
  const post = await inLegal('Escalates');
  await world.pass(4 * HOUR);
  const shown = await told(ben, post, 'Nobody has decided on this since');
  expect(shown.words).not.toContain(AWAITED);
  for (const seat of [lea, cara]) await told(seat, post, AWAITED);
  await settled();
  expect(direct(ben, post)).toHaveLength(1);
});

test('in the place of who is away their delegate is told', async () => {
  const besides = known(lea);
  await lea.command('away', { until: 'in 3 days', to: `<@${SLACK.dan}>` });
  await lea.sees('You are away', { besides });
  const post = await inLegal('For Dan to read');
  await world.pass(HOUR);
  await told(slackSeat(world, 'dan'), post, AWAITED);
  await told(cara, post, AWAITED);
  await settled();
  expect(direct(lea, post)).toEqual([]);
  expect(direct(dan, post)).toEqual([]);
  const before = known(lea);
  await lea.command('away');
  await lea.press(await lea.sees('You are away', { besides: before }), 'away.back');
  await lea.sees('You are not away', { besides: before });
});

test('a message whose answer was lost is found, and not sent again', async () => {
  const post = await inLegal('Lost on the way');
  world.slack.faults.next('chat.postMessage', { loseAnswer: 'after' });
  world.discord.faults.next('POST /channels/{channel_id}/messages', { loseAnswer: 'after' });
  await world.pass(HOUR);
  await expect.poll(() => direct(lea, post).length + direct(cara, post).length).toBe(2);
  await settled();
  for (const seat of [lea, cara]) expect(direct(seat, post)).toHaveLength(1);
});

test('a worker that dies between the sending and the note of it tells nobody twice, and forgets nobody', async () => {
  const post = await inLegal('Died in between');
  await world.pass(HOUR);
  for (const seat of [lea, cara]) await told(seat, post, AWAITED);
  await settled();
  await forgetSending(post);
  await settled();
  for (const seat of [lea, cara]) expect(direct(seat, post)).toHaveLength(1);
});

test('one that was sent before a decision, and found after it, shows the decision', async () => {
  const post = await inLegal('Decided in between');
  await world.pass(HOUR);
  for (const seat of [lea, cara]) await told(seat, post, AWAITED);
  await settled();
  await forgetSending(post);
  await cara.press(await card(cara, post, 'in review'), 'post.approve');
  await card(ada, post, 'in review', 'approved, waits for');
  await settled();
  await told(lea, post, 'approved, waits for');
  expect(direct(lea, post)).toHaveLength(1);
});

test('where one chat takes no direct messages the other is tried', async () => {
  const post = await inLegal('Closed door');
  world.slack.faults.next('conversations.open', { error: 'cannot_dm_bot' });
  await world.pass(HOUR);
  await settled();
  await told(discordSeat(world, 'lea'), post, AWAITED);
});

test('where nobody is known who could decide, the review channels are told', async () => {
  restore = withSteps({ name: 'Watch', by: { roles: ['moderator'], names: [] }, need: 1 });
  const post = await draft(ada, { text: 'For nobody here', to: 'web' });
  await world.pass(HOUR);
  const words = [`Post ${post}: in review`, 'Nobody has decided on this since'];
  for (const seat of [ada, cara]) expect((await seat.sees(words)).buttons).toEqual([]);
  await settled();
  expect(ada.messages().filter((one) => words.every((some) => one.words.includes(some)))).toHaveLength(1);
});

test('what is decided meanwhile is not reminded of', async () => {
  const post = await draft(ada, { text: 'Decided in time', to: 'discord-news' });
  await world.pass(HOUR / 2);
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ada, post, 'published');
  await world.pass(HOUR);
  await settled();
  for (const seat of [ben, lea, cara, dan]) expect(direct(seat, post)).toEqual([]);
});

test('when nobody decided in time the card says so, and the author is told directly', async () => {
  const post = await draft(ada, { text: 'Runs out', to: 'web' });
  await world.pass(2 * 24 * HOUR);
  await card(ben, post, 'expired', 'Nobody decided in time.');
  const shown = await told(ada, post, 'Nobody decided on your post in time.');
  expect(shown.buttons.map((one) => one.split(':')[0])).toContain('post.edit');
  await settled();
  expect(direct(ada, post)).toHaveLength(1);
});
