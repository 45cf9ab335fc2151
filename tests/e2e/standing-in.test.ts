/** Who decides while somebody is away: their delegate, in their place, and never more than that. */
import { afterEach, expect, test } from 'vitest';
import * as audit from '../../src/store/audit.ts';
import * as posts from '../../src/store/posts.ts';
import { APPROVING_TEAM } from './approving-team.ts';
import { approved, card, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { DISCORD, SLACK } from './town.ts';

const { world, ada, ben, lea, cara, dan } = await openStage(APPROVING_TEAM);
afterEach(async () => {
  for (const seat of [ada, ben, lea, cara, dan]) await back(seat);
});

const decisions = (post: number) => posts.decisionsOf(world.app().database, post);
const mention = { slack: (user: string) => `<@${user}>`, discord: (user: string) => user };

/** Says that this person is away, and reads the answer. */
async function away(seat: Seat, until: string, to?: string) {
  const besides = known(seat);
  await seat.command('away', { until, ...(to ? { to: mention[seat.chat](to) } : {}) });
  return seat.sees('You are away', { isPrivate: true, besides });
}

async function back(seat: Seat): Promise<void> {
  const besides = known(seat);
  await seat.command('away');
  const shown = await seat.sees(/You are (not )?away/, { isPrivate: true, besides });
  if (shown.buttons.length === 0) return;
  const before = known(seat);
  await seat.press(shown, 'away.back');
  await seat.sees('You are not away', { isPrivate: true, besides: before });
}

async function inLegal(text: string, author = ada): Promise<number> {
  const post = await approved(author, ben, { text, to: 'web' });
  await card(ben, post, 'in review', 'Legal: waits for');
  return post;
}

test('bare, it says how it stands; who is named reads for whom they stand in', async () => {
  await lea.command('away');
  await lea.sees(['You are not away', 'away until:'], { isPrivate: true });
  await away(lea, 'in 3 days', SLACK.dan);
  await lea.command('away');
  const shown = await lea.sees(['You are away', 'decides in your place'], { isPrivate: true });
  expect(shown.buttons.map((one) => one.split(':')[0])).toEqual(['away.back']);
  await dan.command('away');
  await dan.sees(['You are not away', 'You stand in for:'], { isPrivate: true });
});

test('the delegate decides in the place of who is away, shown so on the card and in the audit log', async () => {
  await away(lea, 'in 3 days', SLACK.dan);
  const post = await inLegal('Decided for Lea');
  const shown = await card(dan, post, 'in review', /away until .*stands in\)/s);
  await dan.press(shown, 'post.approve');
  await card(cara, post, 'in review', /Legal: .* for .* approved, waits for /s);
  await cara.press(await card(cara, post, 'in review', 'approved, waits for'), 'post.approve');
  await card(ada, post, 'published', /for .*approved .*\(Legal\)/s);
  expect((await decisions(post)).map((one) => one.countsAs)).toEqual([
    'Ben Approver',
    'Lea Lead',
    'Cara Counsel',
  ]);
  const entries = [];
  for await (const row of audit.all(world.app().database)) entries.push(JSON.parse(row.entry));
  expect(entries.find((one) => one.post === post && one.details?.for)).toMatchObject({
    ...{ kind: 'post.approve', person: { name: 'Dan Double' }, details: { for: { name: 'Lea Lead' } } },
  });
  expect(entries.map((one) => one.kind)).toContain('people.away');
});

test('when the time is over, and when they are back, the delegate decides no more', async () => {
  await away(lea, 'in 2 hours', SLACK.dan);
  const post = await inLegal('Back in time');
  await back(lea);
  const refused = async () => {
    const besides = known(dan);
    await dan.press(await card(dan, post, 'in review', 'Legal: waits for'), 'post.approve');
    await dan.sees('Legal is decided by Cara Counsel or Lea Lead; you are not among them.', { besides });
  };
  await refused();
  await away(lea, 'in 2 hours', SLACK.dan);
  await world.pass(2 * 3_600_000);
  await refused();
  expect(await decisions(post)).toHaveLength(1);
});

test('nobody’s own post is approved through another, in either direction', async () => {
  await away(cara, 'in 3 days', DISCORD.ada);
  await away(lea, 'in 3 days', SLACK.dan);
  const byAda = await inLegal('By Ada, who stands in for Cara');
  const before = known(ada);
  await ada.press(await card(ada, byAda, 'in review', 'Legal: waits for'), 'post.approve');
  await ada.sees('You wrote this post', { isPrivate: true, besides: before });
  const byLea = await inLegal('By Lea, for whom Dan stands in', lea);
  const besides = known(dan);
  await dan.press(await card(dan, byLea, 'in review', 'Legal: waits for'), 'post.approve');
  await dan.sees('Lea Lead wrote this post', { isPrivate: true, besides });
  for (const post of [byAda, byLea]) expect(await decisions(post)).toHaveLength(1);
});

test('a delegate who is away as well ends nothing silently: the card says it of both, and no chain is followed', async () => {
  await away(lea, 'in 3 days', SLACK.dan);
  await away(dan, 'in 2 days', DISCORD.ada);
  const post = await inLegal('Both away', slackSeat(world, 'dan'));
  await card(cara, post, 'in review', /away until .*; .*, who stands in, is away until /s);
  const besides = known(ada);
  await ada.press(await card(ada, post, 'in review', 'Legal: waits for'), 'post.approve');
  await ada.sees('you are not among them', { isPrivate: true, besides });
});

test('who counts in the step themselves does not count for another too', async () => {
  await away(cara, 'in 3 days', DISCORD.lea);
  const post = await inLegal('Lea for herself alone');
  await lea.press(await card(lea, post, 'in review', 'Legal: waits for'), 'post.approve');
  const shown = await card(lea, post, 'in review', /approved, waits for .*cannot decide here\)/s);
  const besides = known(lea);
  await lea.press(shown, 'post.approve');
  await lea.sees('one person counts once', { isPrivate: true, besides });
  expect((await decisions(post)).map((one) => one.placeId)).toEqual([null, null]);
});

test.each([
  ['without an end', { to: SLACK.dan }, 'not said until when'],
  ['with an end that is past', { until: '2020-01-01 9:00' }, 'Give a later time.'],
  ['with words that are no time', { until: 'soonish' }, '"soonish" is no time that can be read.'],
  ['with themselves', { until: 'in 2 days', to: SLACK.lea }, 'Nobody stands in for themselves.'],
  ['with a stranger', { until: 'in 2 days', to: SLACK.gil }, 'has no role in this team'],
  ['with nobody', { until: 'in 2 days', to: 'U0NOBODY' }, '"U0NOBODY" is nobody known here.'],
])('away %s is told what to mend', async (_how, options: { until?: string; to?: string }, told) => {
  const besides = known(lea);
  const { to, ...rest } = options;
  await lea.command('away', { ...rest, ...(to ? { to: `<@${to}>` } : {}) });
  await lea.sees(told, { isPrivate: true, besides });
});
