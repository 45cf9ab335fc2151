/** Over whom a moderator has a right: acting, taking back and deciding ask the same, and unknown is a no. */
import { afterEach, describe, expect, it } from 'vitest';
import { idle } from '../../src/app/moderation/acting.ts';
import { punish } from '../../src/app/moderation/commanding.ts';
import { decide } from '../../src/app/moderation/deciding.ts';
import { undo } from '../../src/app/moderation/undoing.ts';
import { ChatError } from '../../src/chat/chat.ts';
import * as cases from '../../src/store/cases.ts';
import * as reportFacts from '../../src/store/report-facts.ts';
import { known, openDesk } from './moderation-desk.ts';
import { MODERATORS } from './moderation-rig.ts';

const desk = openDesk();

/** With a place of their own on the server. */
function stands(user: string, position: number): void {
  desk.rig.chat.members.set(user, { joinedAt: 0, timeoutUntil: null, position });
}

describe('a moderator takes back and decides', () => {
  it('nothing that was done to themselves', async () => {
    await desk.rig.say('1', 'slur');
    const { id } = await desk.only();
    await expect(undo(desk.rig.app, desk.actor(), id)).rejects.toThrow(/That is you/);
    expect(await desk.only()).toMatchObject({ state: 'done', undoneBy: null });
    expect(desk.rig.chat.acts).not.toContain('untimeout 1');
  });

  it.each(['dismiss', 'restore', 'delete', 'warn'] as const)(
    '%s: nothing about themselves',
    async (verdict) => {
      await desk.rig.say('1', 'maybe');
      const { id } = await desk.only();
      await expect(decide(desk.rig.app, desk.actor(), id, verdict)).rejects.toThrow(/That is you/);
      expect(await desk.only()).toMatchObject({ state: 'open', moderatorId: null });
    },
  );

  it('nothing that was done to somebody who stands as high, and deletes nothing of theirs', async () => {
    stands('300', 3);
    stands('1', 2);
    await desk.rig.say('300', 'slur');
    const [timedOut] = await desk.all();
    await expect(undo(desk.rig.app, desk.actor(), timedOut?.id ?? 0)).rejects.toThrow(/as high as you do/);
    await desk.rig.say('300', 'maybe');
    const [held] = await desk.all();
    await expect(decide(desk.rig.app, desk.actor(), held?.id ?? 0, 'delete')).rejects.toThrow(
      /as high as you do/,
    );
    await decide(desk.rig.app, desk.actor(), held?.id ?? 0, 'dismiss');
    expect((await desk.all()).map(({ state, action }) => [action, state])).toEqual([
      ['dismiss', 'done'],
      ['timeout', 'done'],
    ]);
  });

  it('what was done to somebody who has left', async () => {
    stands('1', 2);
    await desk.rig.say('tom', 'banned');
    await desk.undone((await desk.only()).id);
    expect(await desk.only()).toMatchObject({ state: 'undone' });
  });
});

describe('where a chat tells groups only when it is asked', () => {
  let restore: (() => void) | undefined;
  afterEach(() => restore?.());

  /** As the chat answers for everybody. */
  function groupsAre(told: () => Promise<{ name: string; groups: never[] }>): void {
    const { messenger } = desk.rig.chat;
    const before = messenger.member;
    restore = () => {
      messenger.member = before;
    };
    messenger.member = told;
  }
  const grouped = async () => ({ name: 'Mo', groups: [MODERATORS as never] });
  const closed = async () => Promise.reject(new ChatError('unreachable', 'Away.'));
  const plain = { author: { id: 'tom', name: 'tom', isBot: false } };

  it('rules pass a moderator over', async () => {
    groupsAre(grouped);
    await desk.rig.say('tom', 'a slur', plain);
    expect([desk.rig.chat.acts, await desk.all()]).toEqual([[], []]);
  });

  it('whoever may be a moderator has nothing done to them: a person looks', async () => {
    groupsAre(closed);
    await desk.rig.say('tom', 'a slur', plain);
    expect(await desk.only()).toMatchObject({ action: 'hold', state: 'open' });
    expect(desk.rig.chat.acts).toEqual([]);
  });

  it('a webhook is in no group, and rules hold for it', async () => {
    groupsAre(() => Promise.reject(new ChatError('gone', 'No such user.')));
    await desk.rig.say('tom', 'see spam.example', plain);
    expect(await desk.only()).toMatchObject({ action: 'delete', state: 'done' });
  });

  it('nobody acts on a moderator as on a member, nor where the groups are unknown (Red 4100)', async () => {
    desk.arrive('1', '200');
    const warn = () => punish(desk.rig.app, desk.actor(), known('200'), 'warn', { reason: '' });
    groupsAre(grouped);
    await expect(warn()).rejects.toThrow(/as high as you do/);
    restore?.();
    groupsAre(closed);
    await expect(warn()).rejects.toThrow(/does not tell where they stand/);
    restore?.();
    await warn();
    expect(await desk.all()).toHaveLength(1);
  });
});

it('counts what was taken back in a report only where it was', async () => {
  await desk.rig.say('ann', 'banned');
  await desk.rig.say('tom', 'slur');
  const [tom, ann] = await desk.all();
  desk.rig.chat.refusing.set('unban', { kind: 'not_permitted', message: 'The bot lacks Ban Members.' });
  await desk.undone(ann?.id ?? 0);
  await desk.undone(tom?.id ?? 0);
  await idle(desk.rig.app);
  expect((await cases.find(desk.rig.app.database, ann?.id ?? 0))?.state).toBe('done');
  const bounds = [desk.rig.clock.now() - 3_600_000, desk.rig.clock.now() + 1];
  expect(await reportFacts.moderation(desk.rig.app.database, bounds)).toEqual([{ acts: 2, undone: 1 }]);
});
