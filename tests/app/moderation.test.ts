/** What follows from a message that a rule hits: deleted first, told, acted on once, written down, taken back. */
import { describe, expect, it } from 'vitest';
import { idle } from '../../src/app/moderation/acting.ts';
import { decide } from '../../src/app/moderation/deciding.ts';
import { undo } from '../../src/app/moderation/undoing.ts';
import { viewCase } from '../../src/app/moderation/viewing.ts';
import { watch } from '../../src/app/moderation/watching.ts';
import { whyCard } from '../../src/app/moderation/why-card.ts';
import { plainText } from '../../src/chat/card.ts';
import * as cases from '../../src/store/cases.ts';
import * as sanctions from '../../src/store/sanctions.ts';
import { openDesk } from './moderation-desk.ts';
import { LOG, MODERATORS, QUEUE } from './moderation-rig.ts';

const desk = openDesk();

describe('a message that a rule hits', () => {
  it('is deleted, told in the log with its words, and nothing else is done', async () => {
    const id = await desk.rig.say('tom', 'look at spam.example');
    expect(desk.rig.chat.acts).toEqual([`delete 99/${id}`]);
    const found = await desk.only();
    expect(found).toMatchObject({ action: 'delete', state: 'done', userName: 'tom', notice: 'none' });
    expect(await desk.placesOf(found.id)).toEqual([`card ${LOG}`]);
    expect(await desk.shown(found.id)).toMatch(
      /message deleted, tom[\s\S]*rule "links" says delete[\s\S]*look at spam\.example/,
    );
  });

  it('that nobody minds costs no case', async () => {
    await desk.rig.say('tom', 'hello');
    expect(await desk.all()).toEqual([]);
  });

  it.each([
    ['rude', 'warn', []],
    ['slur', 'timeout', ['timeout tom']],
    ['out', 'kick', ['kick tom']],
    ['banned', 'ban', ['ban tom']],
  ])('"%s" is deleted first, then comes the %s, and the person is told once', async (word, action, acts) => {
    const id = await desk.rig.say('tom', word);
    expect(desk.rig.chat.acts).toEqual([`delete 99/${id}`, ...acts]);
    expect(await desk.only()).toMatchObject({ action, state: 'done', notice: 'sent', fault: null });
    expect(desk.rig.chat.told.map(({ user }) => user)).toEqual(['tom']);
  });

  it('has the gravest act of all rules that hit, once, and every rule is noted', async () => {
    await desk.rig.say('tom', 'rude slur at spam.example');
    expect(desk.rig.chat.acts).toHaveLength(2);
    const { action, decisions } = await desk.only();
    expect([action, decisions.map(({ rule }) => rule)]).toEqual(['timeout', ['links', 'rude', 'slur']]);
  });

  it('is acted on wherever what is kept of it is cut, also within an emoji', async () => {
    await desk.rig.say('tom', `${'A'.repeat(499)}🎉 ${'A'.repeat(50)}`);
    expect(await desk.only()).toMatchObject({ action: 'delete', state: 'done' });
  });

  it('is noted and stays where the rule only logs, or is in shadow (osprey 81)', async () => {
    await desk.rig.say('tom', 'seen');
    await desk.rig.say('ann', 'trial');
    expect(desk.rig.chat.acts).toEqual([]);
    const [ann, tom] = await desk.all();
    expect([ann?.action, tom?.action]).toEqual(['log', 'log']);
    expect(await desk.shown(ann?.id ?? 0)).toContain('is in shadow and would have said ban');
  });

  it('is not acted on again for a preview, but for an edit that says worse', async () => {
    const message = await desk.rig.say('tom', 'seen');
    await desk.rig.say('tom', 'seen', { message, kind: 'edit' as never });
    expect(await desk.all()).toHaveLength(1);
    await desk.rig.say('tom', 'seen spam.example', { message });
    expect((await desk.all()).map(({ action }) => action)).toEqual(['delete', 'log']);
    expect(desk.rig.chat.acts).toEqual([`delete 99/${message}`]);
  });

  it('of somebody who goes on is deleted too: one case, told and sanctioned once (Zeppelin 304)', async () => {
    await Promise.all(['slur', 'slur!', 'slur?'].map((text) => desk.rig.say('tom', text)));
    expect(desk.rig.chat.acts.filter((act) => act.startsWith('delete'))).toHaveLength(3);
    expect(desk.rig.chat.acts.filter((act) => act.startsWith('timeout'))).toHaveLength(1);
    expect(desk.rig.chat.told).toHaveLength(1);
    expect(await cases.messagesOf(desk.rig.app.database, (await desk.only()).id)).toHaveLength(3);
  });

  it('by a moderator or a bot is passed over, one by an app that a person brought along is not', async () => {
    await desk.rig.say('tom', 'slur', { author: { id: 'tom', isBot: false, roles: [MODERATORS] } });
    await desk.rig.say('bot', 'slur', { author: { id: 'bot', isBot: true, roles: [] } });
    expect(await desk.all()).toEqual([]);
    const raw = {
      ...{ id: '500', channel_id: '99', content: 'slur', author: { id: 'app', username: 'app', bot: true } },
      interaction_metadata: {
        user: { id: 'tom', username: 'tom' },
        authorizing_integration_owners: { '1': 'tom' },
      },
    };
    await desk.rig.say('tom', 'slur', { author: { id: 'app', isBot: true, roles: [] }, raw, message: '500' });
    expect(await desk.only()).toMatchObject({ userId: 'tom', action: 'timeout' });
  });

  it('is held for a moderator: gone from the channel, asked about in the queue', async () => {
    await desk.rig.say('tom', 'maybe');
    const found = await desk.only();
    expect(found).toMatchObject({ action: 'hold', state: 'open' });
    expect(await desk.placesOf(found.id)).toEqual([`card ${QUEUE}`]);
    expect(await desk.shown(found.id)).toContain('a message of tom waits for you');
  });
});

describe('the name of a thread', () => {
  const thread = (name: string, owner = '700') =>
    watch(desk.rig.app, {
      ...{
        kind: 'thread',
        chat: 'discord',
        event: 't',
        channel: '901',
        parent: '99',
        name,
        owner,
        isNew: true,
      },
    });

  it('that a rule would delete is for a moderator to look at; the thread stays', async () => {
    desk.arrive('700');
    await thread('come to spam.example');
    await idle(desk.rig.app);
    expect(await desk.only()).toMatchObject({ action: 'hold', state: 'open', userId: '700' });
    expect(desk.rig.chat.acts).toEqual([]);
    await thread('nice weather');
    expect(await desk.all()).toHaveLength(1);
  });

  it('by a moderator is passed over, whose roles are asked for', async () => {
    desk.rig.chat.members.set('700', { joinedAt: 0, timeoutUntil: null, position: 1, roles: [MODERATORS] });
    await thread('a slur');
    expect(await desk.all()).toEqual([]);
  });
});

describe('where a chat lets no bot delete', () => {
  it('what a rule hits is for a moderator to look at, and their warning counts as done', async () => {
    const unsupported = { kind: 'unsupported' as const, message: 'A bot deletes its own messages alone.' };
    desk.rig.chat.refusing.set('delete', unsupported);
    await desk.rig.say('800', 'see spam.example');
    const { id, state, fault } = await desk.only();
    expect([state, fault]).toEqual(['open', unsupported.message]);
    expect(await desk.placesOf(id)).toEqual([`card ${QUEUE}`]);
    await decide(desk.rig.app, desk.actor(), id, 'warn');
    await idle(desk.rig.app);
    expect(await desk.only()).toMatchObject({ action: 'warn', state: 'done', notice: 'sent' });
  });
});

describe('what stands in the way', () => {
  it('closed direct messages are told, and stop no ban (codecademy-discord-bot 228)', async () => {
    desk.rig.chat.takesDirectMessages = false;
    await desk.rig.say('tom', 'banned');
    expect(await desk.only()).toMatchObject({ state: 'done', notice: 'closed' });
    expect(desk.rig.chat.bans.has('tom')).toBe(true);
  });

  it('a token that is not taken is not their doing: they are told, once, when there is another', async () => {
    desk.rig.chat.takesToken = false;
    await desk.rig.say('tom', 'rude');
    await desk.rig.pass(60_000);
    expect(desk.rig.chat.told).toEqual([]);
    desk.rig.chat.takesToken = true;
    for (let n = 0; n < 3; n += 1) await desk.rig.pass(120_000);
    expect(await desk.only()).toMatchObject({ action: 'warn', state: 'done', notice: 'sent' });
    expect(desk.rig.chat.told.map(({ user }) => user)).toEqual(['tom']);
  });

  it('a right that the bot lacks is told on the card, and the rest is done', async () => {
    desk.rig.chat.refusing.set('timeout', {
      kind: 'not_permitted',
      message: 'The bot lacks Timeout Members.',
    });
    await desk.rig.say('tom', 'slur');
    const found = await desk.only();
    expect(found).toMatchObject({ state: 'failed', fault: 'The bot lacks Timeout Members.' });
    expect(desk.rig.chat.acts).toHaveLength(1);
    expect(desk.rig.chat.told).toEqual([]);
    expect(await desk.shown(found.id)).toContain('The bot lacks Timeout Members.');
  });

  it('a chat that does not answer is tried again, until it is done', async () => {
    desk.rig.chat.refusing.set('delete', { kind: 'unreachable', message: 'Away.', retryAfter: 1_000 });
    await desk.rig.say('tom', 'spam.example');
    expect(await desk.only()).toMatchObject({ state: 'acting' });
    desk.rig.chat.refusing.clear();
    await desk.rig.pass(60_000);
    expect(await desk.only()).toMatchObject({ state: 'done' });
    expect(desk.rig.chat.acts).toHaveLength(1);
  });

  it('a lost answer is looked at: nothing is done twice', async () => {
    desk.rig.chat.losing.add('kick');
    await desk.rig.say('tom', 'out');
    await desk.rig.pass(60_000);
    desk.rig.chat.losing.add('timeout');
    await desk.rig.say('ann', 'slur');
    await desk.rig.pass(60_000);
    expect(desk.rig.chat.acts.filter((act) => !act.startsWith('delete'))).toEqual([
      'kick tom',
      'timeout ann',
    ]);
    expect((await desk.all()).map(({ state }) => state)).toEqual(['done', 'done']);
  });
});

describe('Why and Undo', () => {
  it('says which rule hit what, where, and what was compared', async () => {
    await desk.rig.say('tom', 'you ＳＬＵＲ you');
    const view = await viewCase(desk.rig.app, (await desk.only()).id);
    const words = view ? plainText(whyCard(view)) : '';
    expect(words).toMatch(/Rule: slur\nSays: timeout\nMatched: you ＳＬＵＲ you/);
    expect(words).toMatch(/Compared as: slur/);
  });

  it('ends a timeout and a ban, once, and counts as a false alarm', async () => {
    await desk.rig.say('tom', 'slur');
    await desk.rig.say('ann', 'banned');
    for (const { id } of await desk.all()) {
      await desk.undone(id);
      await desk.undone(id);
    }
    expect(desk.rig.chat.acts.slice(-2).sort()).toEqual(['unban ann', 'untimeout tom']);
    expect((await desk.all()).map(({ state, undoneBy }) => [state, undoneBy])).toEqual([
      ['undone', desk.actor().person.id],
      ['undone', desk.actor().person.id],
    ]);
    expect(await cases.countByRule(desk.rig.app.database, 0)).toEqual([
      { rule: 'banned', acted: 1, undone: 1 },
      { rule: 'slur', acted: 1, undone: 1 },
    ]);
  });

  it('tells the person, with what they wrote, once', async () => {
    await desk.rig.say('tom', 'see spam.example');
    const { id } = await desk.only();
    await desk.undone(id);
    await desk.undone(id);
    expect(desk.rig.chat.told.map(({ user, card }) => [user, plainText(card)])).toEqual([
      ['tom', expect.stringMatching(/took it back[\s\S]*see spam\.example/)],
    ]);
  });

  it('that the chat refuses is told, and the case is as it was', async () => {
    await desk.rig.say('ann', 'banned');
    desk.rig.chat.refusing.set('unban', { kind: 'not_permitted', message: 'The bot lacks Ban Members.' });
    await desk.undone((await desk.only()).id);
    expect(await desk.only()).toMatchObject({ state: 'done', fault: 'The bot lacks Ban Members.' });
    expect(await sanctions.standing(desk.rig.app.database, { chat: 'discord', userId: 'ann' })).toMatchObject(
      [{ state: 'ending' }],
    );
  });

  it('of a case that is not there is refused', async () => {
    await expect(undo(desk.rig.app, desk.actor(), 999_999)).rejects.toThrow(/no case 999999/);
  });
});
