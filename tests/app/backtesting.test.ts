/** What a rule would have done on what stands in a channel: counted, exemplified, and nothing done. */
import { describe, expect, it } from 'vitest';
import { backtestCard } from '../../src/app/moderation/backtest-card.ts';
import { backtest, readDays } from '../../src/app/moderation/backtesting.ts';
import { plainText } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import { Refusal } from '../../src/kit/finding.ts';
import { openDesk } from './moderation-desk.ts';
import { MODERATORS, ROOM } from './moderation-rig.ts';

const HOUR = 3_600_000;
const desk = openDesk();

/** So many hours ago. */
function wrote(hours: number, user: string, text: string, isBot = false): void {
  const { chat, clock } = desk.rig;
  const at = clock.now() - hours * HOUR;
  const message = String(chat.past.length + 1);
  const raw = { id: message, channel_id: ROOM, content: text, author: { id: user, username: user } };
  chat.past.push({
    ...{ kind: 'message', chat: 'discord', event: message, channel: ROOM, message, text, names: {}, at },
    author: { id: user, name: user, isBot },
    raw: { ...raw, timestamp: new Date(at).toISOString() },
  });
}

async function tried(rule: string, days = 7) {
  const found = await backtest(desk.rig.app, { chat: 'discord', channel: ROOM, rule, days });
  return { ...found, shown: plainText(backtestCard(found, days)) };
}

describe('a back-test', () => {
  it('counts what a rule would have hit, of whom, and does nothing', async () => {
    wrote(30, 'tom', 'that is rude');
    wrote(20, 'ann', 'hello');
    wrote(10, 'ann', 'so rude');
    const { backtest: found, shown } = await tried('rude');
    expect([found.hits.length, found.looked, found.people]).toEqual([2, 3, 2]);
    expect(shown).toContain('2 messages of 3, by 2 people: it says warn.');
    expect(shown).toContain('Nothing was done.');
    expect(desk.rig.chat.acts).toEqual([]);
    expect(desk.rig.chat.told).toEqual([]);
    expect(await desk.all()).toEqual([]);
  });

  it('tries rules in shadow too, and says where none would have been hit', async () => {
    wrote(2, 'tom', 'a trial of it');
    expect((await tried('Trial')).backtest.hits).toHaveLength(1);
    expect((await tried('slur')).shown).toContain('None of 1 message would have been hit.');
  });

  it('shows each thing that was matched once, the rarest first', async () => {
    for (const hour of [9, 8, 7]) wrote(hour, 'tom', 'https://spam.example/a');
    wrote(6, 'ann', 'see sub.spam.example');
    const found = await tried('links');
    expect(found.backtest.examples(6).map(({ count, people }) => [count, people])).toEqual([[4, 2]]);
    expect(found.shown).toContain('(the same 4 times, by 2 people)');
  });

  it('leaves out bots and whom no rule looks at, whose roles it asks for', async () => {
    wrote(3, 'bot', 'rude', true);
    wrote(2, 'mo', 'rude');
    wrote(1, 'tom', 'rude');
    const at = { joinedAt: 0, timeoutUntil: null, position: 5 };
    desk.rig.chat.members.set('mo', { ...at, roles: [MODERATORS] });
    const { backtest: found, shown } = await tried('rude');
    expect(found.hits.map(({ message }) => message.author.id)).toEqual(['tom']);
    expect(shown).toContain('2 messages of moderators, bots and exempt ones left out.');
  });

  it('reads page by page as far back as the days that were asked for', async () => {
    for (let hour = 400; hour > 0; hour -= 1) wrote(hour - 0.5, 'tom', hour % 50 === 0 ? 'rude' : 'fine');
    const week = await tried('rude');
    expect([week.reach.ended, week.backtest.looked, week.backtest.hits.length]).toEqual(['all', 168, 3]);
    expect(week.shown).toContain('All of the last 7 days that still stands here was read.');
    const month = await tried('rude', 30);
    expect([month.reach.ended, month.backtest.looked, month.backtest.hits.length]).toEqual([
      ...['beginning', 400, 8],
    ]);
  });

  it('stops at two thousand messages, and says so', async () => {
    for (let count = 0; count < 2_100; count += 1) wrote(1, 'tom', 'fine');
    const { reach, backtest: found, shown } = await tried('rude');
    expect([reach.ended, found.looked]).toEqual(['most', 2_000]);
    expect(shown).toContain('Only the newest 2000 messages were read');
  });

  it('waits for a chat that asks for it, and tells what it has where no more comes', async () => {
    for (let count = 0; count < 150; count += 1) wrote(1, 'tom', 'rude');
    desk.rig.chat.waits = 1;
    desk.rig.chat.refusesMore = true;
    const asked = tried('rude');
    const moving = setInterval(() => desk.rig.clock.moveTo(desk.rig.clock.now() + 10), 5);
    const { reach, backtest: found, shown } = await asked.finally(() => clearInterval(moving));
    expect([reach.ended, found.looked]).toEqual(['refused', 100]);
    expect(shown).toContain('The chat gave no more for now');
  });

  it('is refused with what the chat says where the channel cannot be read', async () => {
    desk.rig.chat.unreadable = new ChatError('channel_closed', 'Missing Access');
    const refused = await tried('rude').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).findings).toMatchObject([
      {
        message: expect.stringContaining('Missing Access'),
        remedy: expect.stringContaining('Invite the bot'),
      },
    ]);
  });

  it('is refused for a rule that is none, with the one that was meant', async () => {
    const refused = await tried('sluur').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).findings[0]?.remedy).toContain('Did you mean "slur"?');
  });
});

it('days are a number from 1 to 90', () => {
  expect(['', '1', ' 30 '].map(readDays)).toEqual([7, 1, 30]);
  for (const words of ['0', '91', 'x', '1.5']) expect(() => readDays(words)).toThrow(/number of days from 1/);
});
