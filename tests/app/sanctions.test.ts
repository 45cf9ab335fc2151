/** Timeouts and bans as what shall be so: lifted at their time, there again after coming back, never fought over. */
import { describe, expect, it } from 'vitest';
import { drawSanction } from '../../src/app/moderation/drawing.ts';
import { hearSanction } from '../../src/app/moderation/hearing-sanctions.ts';
import { sweepSanctions } from '../../src/app/moderation/reconciling.ts';
import { viewCase } from '../../src/app/moderation/viewing.ts';
import { plainText } from '../../src/chat/card.ts';
import type { HeardAuditEntry } from '../../src/chat/heard.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as sanctions from '../../src/store/sanctions.ts';
import { openDesk } from './moderation-desk.ts';
import { QUEUE } from './moderation-rig.ts';

const HOUR = 3_600_000;
const desk = openDesk();

describe('a sanction', () => {
  const standing = (userId: string) => sanctions.standing(desk.rig.app.database, { chat: 'discord', userId });
  const entry = (target: string, more: Partial<HeardAuditEntry>): HeardAuditEntry => ({
    ...{
      kind: 'audit_entry',
      chat: 'discord',
      event: 'e',
      entry: 'e',
      action: 'member_update',
      isOwn: false,
    },
    ...{ actor: '1', target, at: 0 },
    ...more,
  });

  it('is there again for whoever left and comes back (TJ-Bot 376)', async () => {
    await desk.rig.say('tom', 'slur');
    desk.rig.chat.members.delete('tom');
    await desk.rig.pass(60_000);
    desk.rig.chat.members.set('tom', { joinedAt: desk.rig.clock.now(), timeoutUntil: null, position: 0 });
    const member = { id: 'tom', isBot: false };
    await hearSanction(desk.rig.app, { kind: 'join', chat: 'discord', event: 'j', member });
    expect(desk.rig.chat.acts.filter((act) => act === 'timeout tom')).toHaveLength(2);
    const [one] = await standing('tom');
    expect(desk.rig.chat.members.get('tom')?.timeoutUntil).toBe(one?.until?.getTime());
  });

  it('that somebody lifted in the chat stays lifted, and is noted with who it was (LilyBot 38)', async () => {
    await desk.rig.say('tom', 'slur');
    await desk.rig.say('ann', 'banned');
    const [ann, tom] = await desk.all();
    const lifted = desk.rig.chat.members.get('tom');
    if (lifted) lifted.timeoutUntil = null;
    desk.rig.chat.bans.delete('ann');
    await hearSanction(desk.rig.app, entry('tom', { timeoutUntil: null, reason: 'A mistake' }));
    await hearSanction(desk.rig.app, entry('ann', { action: 'unban' }));
    await desk.rig.pass(2 * HOUR);
    expect(await standing('tom')).toEqual([]);
    expect(await standing('ann')).toEqual([]);
    expect(desk.rig.chat.acts.filter((act) => /^(un)?(timeout|ban)/.test(act))).toEqual([
      'timeout tom',
      'ban ann',
    ]);
    const view = await viewCase(desk.rig.app, tom?.id ?? 0);
    expect(view?.notes.map(({ note }) => note.text)).toEqual([
      'Mo lifted it in the chat (A mistake); that stands.',
    ]);
    expect(await desk.shown(ann?.id ?? 0)).toContain('Somebody changed it in the chat; that stands.');
  });

  it('that somebody lifted while nobody listened is found by the look of each minute, and left so', async () => {
    await desk.rig.say('tom', 'slur');
    const member = desk.rig.chat.members.get('tom');
    if (member) member.timeoutUntil = null;
    desk.rig.clock.moveTo(desk.rig.clock.now() + 6 * 60_000);
    await sweepSanctions(desk.rig.app);
    expect(await standing('tom')).toEqual([]);
    expect(desk.rig.chat.acts.filter((act) => act === 'timeout tom')).toHaveLength(1);
  });

  it('that somebody set in the chat is a case of its own, once, which nobody takes back here', async () => {
    desk.arrive('200', '201');
    const ban = entry('200', { action: 'ban', reason: 'Scam', entry: '77' });
    await hearSanction(desk.rig.app, ban);
    await hearSanction(desk.rig.app, ban);
    const found = await desk.only();
    expect(found).toMatchObject({ origin: 'chat', action: 'ban', state: 'done' });
    expect(await desk.shown(found.id)).toMatch(/banned, 200[\s\S]*Mo did it in the chat: Scam/);
    await expect(desk.undone(found.id)).rejects.toThrow(/done in the chat itself/);
    await hearSanction(desk.rig.app, entry('201', { action: 'member_update' }));
    expect(await desk.all()).toHaveLength(1);
  });

  it('of our own hand is no change by hand', async () => {
    await desk.rig.say('tom', 'slur');
    await hearSanction(
      desk.rig.app,
      entry('tom', { isOwn: true, timeoutUntil: desk.rig.clock.now() + HOUR }),
    );
    expect(await standing('tom')).toHaveLength(1);
  });

  it('that cannot be lifted is told in the queue, until the chat says that it is (Red 2912)', async () => {
    await desk.rig.say('tom', 'banned');
    const [one] = await standing('tom');
    desk.rig.chat.refusing.set('unban', { kind: 'not_permitted', message: 'The bot lacks Ban Members.' });
    await desk.rig.pass(24 * HOUR + 2_000);
    const subject = `sanction:${one?.id}` as const;
    expect((await outbox.messagesOf(desk.rig.app.database, subject)).map(({ channel }) => channel)).toEqual([
      QUEUE,
    ]);
    const drawn = () =>
      drawSanction(desk.rig.app, one?.id ?? 0).then((card) => (card ? plainText(card) : ''));
    expect(await drawn()).toMatch(/The ban of tom cannot be lifted[\s\S]*lacks Ban Members/);
    desk.rig.chat.refusing.clear();
    await desk.rig.pass(11 * 60_000);
    expect(await drawn()).toContain('is as it shall be');
    expect(desk.rig.chat.bans.has('tom')).toBe(false);
  });
});

describe('the end of a sanction', () => {
  it('of a ban is lifted at its time, and tried until the chat says so', async () => {
    await desk.rig.say('tom', 'banned');
    await desk.rig.pass(23 * HOUR);
    expect(desk.rig.chat.bans.has('tom')).toBe(true);
    desk.rig.chat.refusing.set('unban', { kind: 'unreachable', message: 'Away.' });
    await desk.rig.pass(HOUR + 2_000);
    expect(desk.rig.chat.bans.has('tom')).toBe(true);
    desk.rig.chat.refusing.clear();
    await desk.rig.pass(60_000);
    expect(desk.rig.chat.bans.has('tom')).toBe(false);
    expect(await sanctions.ofCase(desk.rig.app.database, (await desk.only()).id)).toMatchObject([
      { state: 'over', endedAs: 'expired' },
    ]);
  });
});
