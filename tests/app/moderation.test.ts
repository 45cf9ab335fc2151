/** What follows from a message that a rule hits: deleted first, told, acted on once, written down, taken back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idle } from '../../src/app/moderation/acting.ts';
import { drawCase } from '../../src/app/moderation/drawing.ts';
import { undo } from '../../src/app/moderation/undoing.ts';
import { viewCase } from '../../src/app/moderation/viewing.ts';
import { whyCard } from '../../src/app/moderation/why-card.ts';
import { plainText } from '../../src/chat/card.ts';
import * as cases from '../../src/store/cases.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as people from '../../src/store/people.ts';
import * as sanctions from '../../src/store/sanctions.ts';
import { LOG, MODERATORS, openRig, QUEUE, type Rig } from './moderation-rig.ts';

const HOUR = 3_600_000;
let rig: Rig;
let moderator = 0;
beforeAll(async () => {
  rig = await openRig();
  moderator = await people.enrol(rig.app.database, { discord: '1' }, { name: 'Mo' });
});
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

const all = () => cases.list(rig.app.database, { most: 10 });
const only = async () => {
  const [found, ...more] = await all();
  expect(more).toEqual([]);
  if (!found) throw new Error('There is no case.');
  return found;
};
const shown = async (id: number) => {
  const to = { chat: 'discord', channel: LOG };
  const card = await drawCase(rig.app, id, { kind: 'card', round: '', payload: {}, to, isSent: true });
  return card ? plainText(card) : '';
};
const placesOf = async (id: number) =>
  (await outbox.messagesOf(rig.app.database, `case:${id}`)).map(({ channel, kind }) => `${kind} ${channel}`);
const actor = () => ({
  chat: 'discord',
  person: { id: moderator, name: 'Mo', timeZone: 'UTC', roles: [], identities: { discord: '1' } },
});
const undone = async (id: number) => {
  await undo(rig.app, actor(), id);
  await idle(rig.app);
};

describe('a message that a rule hits', () => {
  it('is deleted, told in the log with its words, and nothing else is done', async () => {
    const id = await rig.say('tom', 'look at spam.example');
    expect(rig.chat.acts).toEqual([`delete 99/${id}`]);
    const found = await only();
    expect(found).toMatchObject({ action: 'delete', state: 'done', userName: 'tom', notice: 'none' });
    expect(await placesOf(found.id)).toEqual([`card ${LOG}`]);
    expect(await shown(found.id)).toMatch(
      /message deleted, tom[\s\S]*rule "links" says delete[\s\S]*look at spam\.example/,
    );
  });

  it('that nobody minds costs no case', async () => {
    await rig.say('tom', 'hello');
    expect(await all()).toEqual([]);
  });

  it.each([
    ['rude', 'warn', []],
    ['slur', 'timeout', ['timeout tom']],
    ['out', 'kick', ['kick tom']],
    ['banned', 'ban', ['ban tom']],
  ])('"%s" is deleted first, then comes the %s, and the person is told once', async (word, action, acts) => {
    const id = await rig.say('tom', word);
    expect(rig.chat.acts).toEqual([`delete 99/${id}`, ...acts]);
    expect(await only()).toMatchObject({ action, state: 'done', notice: 'sent', fault: null });
    expect(rig.chat.told.map(({ user }) => user)).toEqual(['tom']);
  });

  it('has the gravest act of all rules that hit, once, and every rule is noted', async () => {
    await rig.say('tom', 'rude slur at spam.example');
    expect(rig.chat.acts).toHaveLength(2);
    const { action, decisions } = await only();
    expect([action, decisions.map(({ rule }) => rule)]).toEqual(['timeout', ['links', 'rude', 'slur']]);
  });

  it('is noted and stays where the rule only logs, or is in shadow', async () => {
    await rig.say('tom', 'seen');
    await rig.say('ann', 'trial');
    expect(rig.chat.acts).toEqual([]);
    const [ann, tom] = await all();
    expect([ann?.action, tom?.action]).toEqual(['log', 'log']);
    expect(await shown(ann?.id ?? 0)).toContain('is in shadow and would have said ban');
  });

  it('is not acted on again for a preview, but for an edit that says worse', async () => {
    const message = await rig.say('tom', 'seen');
    await rig.say('tom', 'seen', { message, kind: 'edit' as never });
    expect(await all()).toHaveLength(1);
    await rig.say('tom', 'seen spam.example', { message });
    expect((await all()).map(({ action }) => action)).toEqual(['delete', 'log']);
    expect(rig.chat.acts).toEqual([`delete 99/${message}`]);
  });

  it('of somebody who goes on is deleted too: one case, told and sanctioned once', async () => {
    await Promise.all(['slur', 'slur!', 'slur?'].map((text) => rig.say('tom', text)));
    expect(rig.chat.acts.filter((act) => act.startsWith('delete'))).toHaveLength(3);
    expect(rig.chat.acts.filter((act) => act.startsWith('timeout'))).toHaveLength(1);
    expect(rig.chat.told).toHaveLength(1);
    expect(await cases.messagesOf(rig.app.database, (await only()).id)).toHaveLength(3);
  });

  it('by a moderator or a bot is passed over, one by an app that a person brought along is not', async () => {
    await rig.say('tom', 'slur', { author: { id: 'tom', isBot: false, roles: [MODERATORS] } });
    await rig.say('bot', 'slur', { author: { id: 'bot', isBot: true, roles: [] } });
    expect(await all()).toEqual([]);
    const raw = {
      ...{ id: '500', channel_id: '99', content: 'slur', author: { id: 'app', username: 'app', bot: true } },
      interaction_metadata: {
        user: { id: 'tom', username: 'tom' },
        authorizing_integration_owners: { '1': 'tom' },
      },
    };
    await rig.say('tom', 'slur', { author: { id: 'app', isBot: true, roles: [] }, raw, message: '500' });
    expect(await only()).toMatchObject({ userId: 'tom', action: 'timeout' });
  });

  it('is held for a moderator: gone from the channel, asked about in the queue', async () => {
    await rig.say('tom', 'maybe');
    const found = await only();
    expect(found).toMatchObject({ action: 'hold', state: 'open' });
    expect(await placesOf(found.id)).toEqual([`card ${QUEUE}`]);
    expect(await shown(found.id)).toContain('a message of tom waits for you');
  });
});

describe('what stands in the way', () => {
  it('closed direct messages are told, and stop no ban', async () => {
    rig.chat.takesDirectMessages = false;
    await rig.say('tom', 'banned');
    expect(await only()).toMatchObject({ state: 'done', notice: 'closed' });
    expect(rig.chat.bans.has('tom')).toBe(true);
  });

  it('a right that the bot lacks is told on the card, and the rest is done', async () => {
    rig.chat.refusing.set('timeout', { kind: 'not_permitted', message: 'The bot lacks Timeout Members.' });
    await rig.say('tom', 'slur');
    const found = await only();
    expect(found).toMatchObject({ state: 'failed', fault: 'The bot lacks Timeout Members.' });
    expect(rig.chat.acts).toHaveLength(1);
    expect(rig.chat.told).toEqual([]);
    expect(await shown(found.id)).toContain('The bot lacks Timeout Members.');
  });

  it('a chat that does not answer is tried again, until it is done', async () => {
    rig.chat.refusing.set('delete', { kind: 'unreachable', message: 'Away.', retryAfter: 1_000 });
    await rig.say('tom', 'spam.example');
    expect(await only()).toMatchObject({ state: 'acting' });
    rig.chat.refusing.clear();
    await rig.pass(60_000);
    expect(await only()).toMatchObject({ state: 'done' });
    expect(rig.chat.acts).toHaveLength(1);
  });

  it('a lost answer is looked at: nothing is done twice', async () => {
    rig.chat.losing.add('kick');
    await rig.say('tom', 'out');
    await rig.pass(60_000);
    rig.chat.losing.add('timeout');
    await rig.say('ann', 'slur');
    await rig.pass(60_000);
    expect(rig.chat.acts.filter((act) => !act.startsWith('delete'))).toEqual(['kick tom', 'timeout ann']);
    expect((await all()).map(({ state }) => state)).toEqual(['done', 'done']);
  });
});

describe('Why and Undo', () => {
  it('says which rule hit what, where, and what was compared', async () => {
    await rig.say('tom', 'you ＳＬＵＲ you');
    const view = await viewCase(rig.app, (await only()).id);
    const words = view ? plainText(whyCard(view)) : '';
    expect(words).toMatch(/Rule: slur\nSays: timeout\nMatched: you ＳＬＵＲ you/);
    expect(words).toMatch(/Compared as: slur/);
  });

  it('ends a timeout and a ban, once, and counts as a false alarm', async () => {
    await rig.say('tom', 'slur');
    await rig.say('ann', 'banned');
    for (const { id } of await all()) {
      await undone(id);
      await undone(id);
    }
    expect(rig.chat.acts.slice(-2).sort()).toEqual(['unban ann', 'untimeout tom']);
    expect((await all()).map(({ state, undoneBy }) => [state, undoneBy])).toEqual([
      ['undone', moderator],
      ['undone', moderator],
    ]);
    expect(await cases.countByRule(rig.app.database, 0)).toEqual([
      { rule: 'banned', acted: 1, undone: 1 },
      { rule: 'slur', acted: 1, undone: 1 },
    ]);
  });

  it('that the chat refuses is told, and the case is as it was', async () => {
    await rig.say('ann', 'banned');
    rig.chat.refusing.set('unban', { kind: 'not_permitted', message: 'The bot lacks Ban Members.' });
    await undone((await only()).id);
    expect(await only()).toMatchObject({ state: 'done', fault: 'The bot lacks Ban Members.' });
    expect(await sanctions.standing(rig.app.database, { chat: 'discord', userId: 'ann' })).toMatchObject([
      { state: 'ending' },
    ]);
  });

  it('of a case that is not there is refused', async () => {
    await expect(undo(rig.app, actor(), 999_999)).rejects.toThrow(/no case 999999/);
  });
});

describe('the end of a sanction', () => {
  it('of a ban is lifted at its time, and tried until the chat says so', async () => {
    await rig.say('tom', 'banned');
    await rig.pass(23 * HOUR);
    expect(rig.chat.bans.has('tom')).toBe(true);
    rig.chat.refusing.set('unban', { kind: 'unreachable', message: 'Away.' });
    await rig.pass(HOUR + 2_000);
    expect(rig.chat.bans.has('tom')).toBe(true);
    rig.chat.refusing.clear();
    await rig.pass(60_000);
    expect(rig.chat.bans.has('tom')).toBe(false);
    expect(await sanctions.ofCase(rig.app.database, (await only()).id)).toMatchObject([
      { state: 'over', endedAs: 'expired' },
    ]);
  });
});
