/** The bot as a process of its own, killed between an acknowledgement and what was to follow it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotProcess, type Build, buildBot } from './processes.ts';
import { discordSeat, type Seat, type Seen, slackSeat } from './seat.ts';
import { TEAM } from './town.ts';
import { createWorld, type World } from './world.ts';

const CRISIS = `
crisis:
  channel: review
  levels:
    - { to: [review], wait: 5m }
`;

/** ms, on a machine with much else to do. */
const TWO_STARTS = 120_000;

let build: Build;
let world: World;
let bot: BotProcess;
let ada: Seat;
let ben: Seat;
let lea: Seat;
let cara: Seat;
let leaInDiscord: Seat;
beforeAll(async () => {
  [build, world] = await Promise.all([buildBot(), createWorld({}, `${TEAM}${CRISIS}`)]);
  ada = slackSeat(world, 'ada');
  ben = slackSeat(world, 'ben');
  lea = slackSeat(world, 'lea');
  cara = discordSeat(world, 'cara');
  leaInDiscord = discordSeat(world, 'lea');
  bot = await build.start(world.environment);
}, 120_000);
afterAll(async () => {
  await build?.remove();
  await world?.close();
});

/** Done in Slack, and acknowledged: the bot asks who that is, and gets no answer. */
async function heldAtLookUp(act: () => Promise<unknown>): Promise<() => void> {
  const held = world.slack.faults.next('users.info', { hold: true });
  await act();
  await held.reached;
  return held.release;
}

/**
 * What these did was acknowledged when the bot dies; then it comes back. In Discord nothing holds it up before it begins:
 * there it may have begun when the bot dies, and is told as interrupted then.
 */
async function killedAfter(inSlack: (() => Promise<unknown>)[], inDiscord: (() => Promise<unknown>)[]) {
  const releases = [];
  for (const act of inSlack) releases.push(await heldAtLookUp(act));
  await Promise.all(inDiscord.map((act) => act()));
  await bot.kill();
  for (const release of releases) release();
  bot = await build.start(world.environment);
}

test(
  'a crisis that was opened by a command as the bot died is open when it is back, once, and answered',
  async () => {
    await killedAfter(
      [() => ada.command('crisis open', { title: 'Died in Slack' })],
      [() => cara.command('crisis open', { title: 'Died in Discord' })],
    );
    await ada.sees(['Died in Slack', 'Nobody has it yet'], { isPrivate: true });
    await card('Died in Slack');
    await Promise.any([
      cara.sees(['Died in Discord', 'Nobody has it yet'], { isPrivate: true }),
      cara.sees('It was interrupted', { isPrivate: true }),
    ]);
  },
  TWO_STARTS,
);

test(
  'presses and forms that were sent as the bot died count when it is back',
  async () => {
    const inSlack = await card('Died in Slack');
    await cara.command('crisis open', { title: 'Pressed in Discord' });
    const inDiscord = await cara.sees(['Pressed in Discord', 'Freeze posts'], { isPrivate: false });
    await lea.command('crisis open');
    await lea.form();
    await leaInDiscord.command('crisis open');
    await leaInDiscord.form();
    await killedAfter(
      [
        () => ben.press(inSlack, 'crisis.acknowledge'),
        // Somebody is named of whom the bot knows nothing yet, so that it asks.
        () => lea.submit({ title: 'A form in Slack by <@U0GIL>' }),
      ],
      [
        () => cara.press(inDiscord, 'crisis.acknowledge'),
        () => leaInDiscord.submit({ title: 'A form in Discord' }),
      ],
    );
    await ada.sees(['Died in Slack', 'has it, since'], { isPrivate: false });
    await card('A form in Slack by');
    await Promise.any([
      ada.sees(['Pressed in Discord', 'has it, since'], { isPrivate: false }),
      cara.sees('It was interrupted', { isPrivate: true }),
    ]);
    await Promise.any([
      card('A form in Discord'),
      leaInDiscord.sees('It was interrupted', { isPrivate: true }),
    ]);
  },
  TWO_STARTS,
);

/** The lasting card of the crisis in Slack, of which there is one. */
async function card(title: string): Promise<Seen> {
  await ada.sees([title, 'Freeze posts'], { isPrivate: false });
  const isCard = ({ words, isPrivate }: Seen) =>
    !isPrivate && words.includes(title) && words.includes('Freeze posts');
  const [found, ...more] = ada.messages().filter(isCard);
  expect(more).toEqual([]);
  return found as Seen;
}
