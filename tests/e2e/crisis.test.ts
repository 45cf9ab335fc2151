/** A crisis from its opening to its end, over both chats on their real protocols. */
import { beforeEach, expect, test } from 'vitest';
import { approved, card, known, type Seat, type Seen } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const CRISIS = `
crisis:
  channel: review
  levels:
    - { to: [review], wait: 5m }
    - { to: [Lea Lead], wait: 10m }
  repeat: 0
`;

const { world, ada, ben, lea, gil, cara } = await openStage(`${TEAM}${CRISIS}`);
beforeEach(() => world.clear());

const MINUTE = 60_000;

test('it is opened in Slack, climbs to a person, and is acknowledged in Discord; both chats show so', async () => {
  await ada.command('crisis open', { title: 'Angry answers', severity: 'critical' });
  const [, other] = await both('(critical): Angry answers', 'Nobody has it yet', 'Freeze posts');
  await both('Who takes this?', 'Angry answers');
  expect(lea.messages('direct').filter(isPing)).toEqual([]);
  await world.pass(5 * MINUTE);
  await lea.sees(['You are asked to take this (level 2 of 2)', 'Angry answers'], { channel: 'direct' });
  await cara.press(other, 'crisis.acknowledge');
  const [shown] = await both('(critical): Angry answers', 'has it, since', 'Freeze posts');
  await lea.sees(['has it, since', 'Angry answers'], { channel: 'direct' });
  const before = known(lea, 'direct');
  await world.pass(60 * MINUTE);
  expect(lea.messages('direct').filter(({ id }) => !before.has(id))).toEqual([]);
  await ben.press(shown, 'crisis.resolve');
  await both('resolved it', 'Angry answers');
});

test('a press that comes late loses, and says who was before it', async () => {
  await ada.command('crisis open', { title: 'Late presses' });
  const [shown] = await both('Late presses', 'Nobody has it yet', 'Freeze posts');
  // An answer that she alone sees does not change by itself.
  const old = await ada.sees(['Late presses', 'Nobody has it yet'], { isPrivate: true });
  await ben.press(shown, 'crisis.acknowledge');
  await both('Late presses', 'has it, since');
  await ada.press(old, 'crisis.acknowledge');
  await ada.sees([/has crisis \d+, since/, 'Nobody is pinged any more.'], { isPrivate: true });
  await gil.press(await gil.sees(['Late presses', 'Freeze posts'], { isPrivate: false }), 'crisis.dismiss');
  await gil.sees(/not of the team|member|role/i, { isPrivate: true });
});

test('Freeze posts stops what is scheduled, and the card tells how much, until somebody resumes', async () => {
  const post = await approved(ada, ben, { text: 'Cheerful news', to: 'web', at: 'in 10 minutes' });
  await card(ben, post, 'scheduled');
  await cara.command('crisis open', { title: 'The news of today' });
  const [shown] = await both('The news of today', 'Nobody has it yet', 'Freeze posts');
  await ada.press(shown, 'crisis.freeze');
  await ada.sees(['Posts are frozen: everything', 'Crisis', 'The news of today'], { isPrivate: true });
  await both('The news of today', 'Frozen: 1 post on 1 account.', 'Nothing had just been handed over.');
  await world.pass(10 * MINUTE);
  await card(ada, post, 'waits for a decision');
  expect(world.web.asked()).toEqual([]);
});

test('/crisis takes the only one that goes on, writes on its card, and lists', async () => {
  await ada.command('crisis ack');
  await ada.sees(['No crisis goes on.', '/crisis open begins one.'], { isPrivate: true });
  await ada.command('crisis open', { title: 'By words alone' });
  await both('By words alone', 'Nobody has it yet', 'Freeze posts');
  await cara.command('crisis update', { text: 'The post is deleted.' });
  await both('By words alone', 'The post is deleted.');
  await cara.command('crisis ack');
  await ada.command('crisis list');
  await ada.sees(['1 crisis goes on', /By words alone: .*has it, since/], { isPrivate: true });
  await ada.command('crisis resolve', { note: 'All is calm.' });
  await both('By words alone', 'resolved it', 'All is calm.');
});

function isPing({ words }: Seen): boolean {
  return words.includes('You are asked to take this');
}

async function both(...words: string[]): Promise<[Seen, Seen]> {
  const seats: Seat[] = [ada, cara];
  const seen = await Promise.all(seats.map((seat) => seat.sees(words, { isPrivate: false })));
  return seen as [Seen, Seen];
}
