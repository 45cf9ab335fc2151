/** From a post that others react to, by the moved clock, to Monday's message in both chats and its page. */
import { beforeEach, describe, expect, it } from 'vitest';
import { weekly } from '../../src/kit/recurrence.ts';
import { lastClosed, weekAt } from '../../src/reports/period.ts';
import { periodWords } from '../../src/reports/words.ts';
import { approved, card, type Seat } from './seat.ts';
import { openStage } from './stage.ts';
import { DISCORD, SLACK, TEAM } from './town.ts';

const ZONE = 'Europe/Copenhagen';
const HOUR = 3_600_000;
const REPORTS = `
reports:
  audiences:
    team: { channel: review, figures: [published, reactions, replies, approval-time] }
  objectives:
    published: { at_least: 1 }
`;

const { world, ada, ben, cara } = await openStage(`${TEAM}${REPORTS}`);
beforeEach(() => world.clear());

describe('/report', () => {
  it('is answered to whoever asks alone, for the period that they name', async () => {
    const last = periodWords(lastClosed('week', world.clock.now(), ZONE));
    await cara.command('report');
    await cara.sees([last, 'Posts published', 'Mood balance'], { isPrivate: true });
    await ada.command('report', { period: 'last-month' });
    await ada.sees([periodWords(lastClosed('month', world.clock.now(), ZONE)), 'No post went out'], {
      isPrivate: true,
    });
    await ada.command('report', { period: 'soon' });
    await ada.sees(['"soon" is no week or month', 'Write last-week'], { isPrivate: true });
  });
});

describe('Monday at nine', () => {
  it('brings one message to each chat, with what posts got, and a page for whoever asks for it', async () => {
    const sent = world.clock.now();
    await published('Spring is here', 'slack-news, discord-news');
    const root = world.slack
      .snapshot(SLACK.gil)
      .channels.find(({ id }) => id === SLACK.news)
      ?.messages.find(({ text }) => text.includes('Spring'));
    await world.slack.as(SLACK.gil).react(SLACK.news, root?.ts ?? '', 'wave');
    await world.slack.as(SLACK.gil).say(SLACK.news, 'At last', { threadTs: root?.ts });
    const posted = world.discord
      .as(DISCORD.gil)
      .messages(DISCORD.news)
      .find(({ content }) => content.includes('Spring'));
    await world.discord.as(DISCORD.gil).react(posted?.id ?? '', '👍');
    // A little more than the ages, since it went out a little later.
    for (const span of [HOUR + 60_000, 23 * HOUR, 48 * HOUR]) await world.pass(span);
    const week = weekAt(sent + 72 * HOUR, ZONE);
    await passTo(nineAfter(week.until));
    const title = `Acme: ${periodWords(week)}`;
    for (const seat of [ada, cara]) {
      const shown = await seat.sees([title, 'Reactions', 'Replies'], { isPrivate: false });
      expect(shown.words).toMatch(/Reactions\W*2\b/);
      expect(shown.words).toMatch(/Replies\W*1\b/);
    }
    await ada.press(await ada.sees(title, { isPrivate: false }), 'report.open');
    await ada.sees('The link is yours alone', { isPrivate: true });
    const page = await fetch(linkIn(world.slack.snapshot(SLACK.ada)));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('How the figures are worked out');
  });

  it('comes once in each chat, also where an answer is lost and the bot is started anew', async () => {
    await published('Once', 'slack-news');
    world.slack.faults.next('chat.postMessage', { loseAnswer: 'after' });
    const monday = nineAfter(world.clock.now());
    await passTo(monday);
    const title = periodWords(lastClosed('week', monday, ZONE));
    await cara.sees(title, { isPrivate: false });
    await world.shut();
    await world.open();
    for (const seat of [ada, cara]) await seat.sees(title, { isPrivate: false });
    await world.pass(HOUR);
    await world.pass(HOUR);
    for (const seat of [ada, cara]) expect(told(seat, title)).toHaveLength(1);
  });
});

/** It is out, and known to be. */
async function published(text: string, to: string): Promise<void> {
  const post = await approved(ada, ben, { text, to });
  await card(ada, post, 'published');
}

function nineAfter(instant: number): number {
  return weekly(ZONE, [1], { hour: 9, minute: 0 })(instant);
}

/** The alarm is set by a sweep, as each minute has one. */
async function passTo(instant: number): Promise<void> {
  await world.pass(0);
  await world.pass(instant + 1_000 - world.clock.now());
}

function told(seat: Seat, title: string) {
  return seat.messages().filter(({ words, isPrivate }) => !isPrivate && words.includes(title));
}

function linkIn(snapshot: unknown): string {
  const found = /http[^"]*\/pages\/report\?link=[\w.-]+/.exec(JSON.stringify(snapshot));
  if (!found) throw new Error('There is no link to the report.');
  return found[0];
}
