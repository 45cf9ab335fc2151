/** What moderators decide and do by command, and what people report to them. */
import { describe, expect, it } from 'vitest';
import { idle } from '../../src/app/moderation/acting.ts';
import { lift, punish } from '../../src/app/moderation/commanding.ts';
import { decide } from '../../src/app/moderation/deciding.ts';
import { drawCase } from '../../src/app/moderation/drawing.ts';
import { report } from '../../src/app/moderation/reporting.ts';
import { viewCase } from '../../src/app/moderation/viewing.ts';
import { plainText } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import type { MenuCall } from '../../src/chat/command.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as people from '../../src/store/people.ts';
import { known, openDesk } from './moderation-desk.ts';
import { QUEUE, ROOM } from './moderation-rig.ts';

const HOUR = 3_600_000;
const desk = openDesk();

describe('a moderator', () => {
  it('decides on what is held: the first decision counts, the other is told whose it was', async () => {
    await desk.rig.say('tom', 'maybe');
    const { id } = await desk.only();
    await decide(desk.rig.app, desk.actor(), id, 'timeout');
    await idle(desk.rig.app);
    expect(await desk.only()).toMatchObject({
      action: 'timeout',
      state: 'done',
      moderatorId: desk.actor().person.id,
      notice: 'sent',
    });
    await expect(decide(desk.rig.app, desk.actor(), id, 'restore')).rejects.toThrow(
      /Mo decided case \d+ already: timed out/,
    );
    expect(desk.rig.chat.acts.filter((act) => act.startsWith('delete'))).toHaveLength(1);
  });

  it('lets what is held back into its channel, as a quote', async () => {
    await desk.rig.say('tom', 'maybe this');
    const { id } = await desk.only();
    await decide(desk.rig.app, desk.actor(), id, 'restore');
    const restored = (await outbox.messagesOf(desk.rig.app.database, `case:${id}`)).find(
      (one) => one.kind === 'restored',
    );
    expect(restored).toMatchObject({ channel: ROOM });
    const asked = { kind: 'restored', round: '', payload: restored?.payload ?? {}, isSent: false };
    const card = await drawCase(desk.rig.app, id, { ...asked, to: { chat: 'discord', channel: ROOM } });
    expect(card && plainText(card)).toMatch(/tom wrote\nmaybe this/);
  });

  it('warns, times out, kicks and bans by command, with a case for each', async () => {
    desk.arrive('200', '201', '202', '203');
    await punish(desk.rig.app, desk.actor(), known('200'), 'warn', { reason: 'Be kind' });
    await punish(desk.rig.app, desk.actor(), known('201'), 'timeout', { reason: '', lasts: 2 * HOUR });
    await punish(desk.rig.app, desk.actor(), known('202'), 'kick', { reason: '' });
    await punish(desk.rig.app, desk.actor(), known('203'), 'ban', { reason: '' });
    expect(desk.rig.chat.acts).toEqual(['timeout 201', 'kick 202', 'ban 203']);
    expect(
      desk.rig.chat.told.map(({ user, card }) => [user, plainText(card).includes('Why: Be kind')]),
    ).toEqual([['200', true], ...['201', '202', '203'].map((user) => [user, false])]);
    expect((await desk.all()).map(({ action, state, moderatorId }) => [action, state, moderatorId])).toEqual(
      ['ban', 'kick', 'timeout', 'warn'].map((action) => [action, 'done', desk.actor().person.id]),
    );
  });

  it('does not do at the same moment what another one did', async () => {
    desk.arrive('200');
    await punish(desk.rig.app, desk.actor(), known('200'), 'ban', { reason: '' });
    await expect(punish(desk.rig.app, desk.actor(), known('200'), 'ban', { reason: '' })).rejects.toThrow(
      /banned by Mo/,
    );
    expect(desk.rig.chat.acts).toEqual(['ban 200']);
  });

  it('acts on nobody who stands as high, on the owner, or on themselves; unknown is a no', async () => {
    const ban = (user: string) => punish(desk.rig.app, desk.actor(), known(user), 'ban', { reason: '' });
    desk.arrive('1', '200');
    desk.rig.chat.members.set('300', { joinedAt: 0, timeoutUntil: null, position: 3 });
    await expect(ban('300')).rejects.toThrow(/as high as you do/);
    desk.rig.chat.members.set('owner', { joinedAt: 0, timeoutUntil: null, position: 0 });
    await expect(ban('owner')).rejects.toThrow(/owns the server/);
    await expect(ban('1')).rejects.toThrow(/That is you/);
    // Whoever is not there themselves acts on nobody who has rights there.
    desk.rig.chat.members.delete('1');
    desk.rig.chat.members.set('301', {
      joinedAt: 0,
      timeoutUntil: null,
      position: 1,
      may: ['manage_messages'],
    });
    await expect(ban('301')).rejects.toThrow(/as high as you do/);
    const memberOf = desk.rig.chat.memberOf;
    desk.rig.chat.memberOf = () => Promise.reject(new ChatError('unreachable', 'Away.'));
    await expect(ban('200')).rejects.toThrow(/does not tell where they stand/);
    desk.rig.chat.memberOf = memberOf;
    expect([desk.rig.chat.acts, await desk.all()]).toEqual([[], []]);
  });

  it('lifts what stands, with a note; where nothing stands it is said', async () => {
    desk.arrive('200');
    await punish(desk.rig.app, desk.actor(), known('200'), 'timeout', { reason: '' });
    await lift(desk.rig.app, desk.actor(), known('200'), 'Talked to them');
    expect(desk.rig.chat.acts).toEqual(['timeout 200', 'untimeout 200']);
    const view = await viewCase(desk.rig.app, (await desk.only()).id);
    expect(view?.notes.map(({ note }) => note.text)).toEqual(['Lifted: Talked to them']);
    expect(view?.sanctions).toMatchObject([{ state: 'over', endedAs: 'lifted' }]);
    await expect(lift(desk.rig.app, desk.actor(), known('200'), '')).rejects.toThrow(/No timeout and no ban/);
  });
});

describe('a report', () => {
  const call = (person: number, author: string, message = 'm1') =>
    ({
      ...{ chat: 'discord', channel: ROOM, values: {} },
      person: { ...desk.actor().person, id: person, identities: {} },
      target: {
        author: { id: author, name: author, isBot: false },
        ...{ message: { chat: 'discord', channel: ROOM, message }, text: 'Buy now', names: {} },
      },
    }) as MenuCall;
  const enrol = (user: string) => people.enrol(desk.rig.app.database, { discord: user }, { name: user });

  it('waits in the queue, once for a message whoever reports it, and names nobody to others', async () => {
    const [ann, ben] = [await enrol('500'), await enrol('501')];
    await report(desk.rig.app, call(ann, 'tom'));
    await report(desk.rig.app, call(ben, 'tom'));
    expect(plainText(await report(desk.rig.app, call(ben, 'tom')))).toContain('reported this already');
    const { id, state } = await desk.only();
    expect(state).toBe('open');
    expect(await desk.shown(id)).toMatch(
      /a message of tom was reported[\s\S]*2 people reported this[\s\S]*Buy now/,
    );
    expect(await desk.shown(id)).not.toContain('500');
    expect(await desk.placesOf(id)).toEqual([`card ${QUEUE}`]);
  });

  it('is decided once, and whoever reported it is told what came of it', async () => {
    const ann = await enrol('500');
    await report(desk.rig.app, call(ann, 'tom'));
    const { id } = await desk.only();
    await decide(desk.rig.app, desk.actor(), id, 'delete');
    await idle(desk.rig.app);
    expect(desk.rig.chat.acts).toEqual(['delete 99/m1']);
    const told = (await outbox.messagesOf(desk.rig.app.database, `case:${id}`)).filter(
      ({ kind }) => kind === 'outcome',
    );
    expect(told.map(({ personId }) => personId)).toEqual([ann]);
    expect(plainText(await report(desk.rig.app, call(await enrol('501'), 'tom')))).toContain(
      'decided on this already',
    );
  });

  it('more than five in ten minutes are one too many', async () => {
    const ann = await enrol('500');
    for (const message of ['1', '2', '3', '4', '5']) await report(desk.rig.app, call(ann, 'tom', message));
    await expect(report(desk.rig.app, call(ann, 'tom', '6'))).rejects.toThrow(
      /5 messages within ten minutes/,
    );
  });
});
