/** What tests of moderation look at: the cases, their cards, and a moderator who acts. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { idle } from '../../src/app/moderation/acting.ts';
import { drawCase } from '../../src/app/moderation/drawing.ts';
import { undo } from '../../src/app/moderation/undoing.ts';
import { plainText } from '../../src/chat/card.ts';
import type { Actor } from '../../src/people/actor.ts';
import * as cases from '../../src/store/cases.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as people from '../../src/store/people.ts';
import { LOG, openRig, type Rig } from './moderation-rig.ts';

export interface Desk {
  rig: Rig;
  /** The newest first. */
  all(): Promise<cases.StoredCase[]>;
  only(): Promise<cases.StoredCase>;
  /** The words of its card. */
  shown(id: number): Promise<string>;
  /** `card 77`: which messages of it stand where. */
  placesOf(id: number): Promise<string[]>;
  /** Mo, a moderator. */
  actor(): Actor;
  undone(id: number): Promise<void>;
  arrive(...users: string[]): void;
}

export const known = (userId: string) => ({ chat: 'discord', userId });

/** To be called once in a file; everything is as new before each test. */
export function openDesk(): Desk {
  const desk = {} as Desk;
  let moderator = 0;
  beforeAll(async () => {
    desk.rig = await openRig();
    moderator = await people.enrol(desk.rig.app.database, { discord: '1' }, { name: 'Mo' });
    // On a new migration the database is made first.
  }, 120_000);
  afterAll(() => desk.rig?.close());
  beforeEach(() => desk.rig.clear());
  const all = () => cases.list(desk.rig.app.database, { most: 10 });
  const actor = (): Actor => ({
    chat: 'discord',
    person: {
      id: moderator,
      name: 'Mo',
      timeZone: 'UTC',
      roles: ['moderator'],
      identities: { discord: '1' },
    },
  });
  return Object.assign(desk, {
    all,
    actor,
    async only() {
      const [found, ...more] = await all();
      expect(more).toEqual([]);
      if (!found) throw new Error('There is no case.');
      return found;
    },
    async shown(id: number) {
      const to = { chat: 'discord', channel: LOG };
      const asked = { kind: 'card', round: '', payload: {}, to, isSent: true };
      const card = await drawCase(desk.rig.app, id, asked);
      return card ? plainText(card) : '';
    },
    async placesOf(id: number) {
      const messages = await outbox.messagesOf(desk.rig.app.database, `case:${id}`);
      return messages.map(({ channel, kind }) => `${kind} ${channel}`);
    },
    async undone(id: number) {
      await undo(desk.rig.app, actor(), id);
      await idle(desk.rig.app);
    },
    arrive(...users: string[]) {
      for (const user of users)
        desk.rig.chat.members.set(user, { joinedAt: 0, timeoutUntil: null, position: 0 });
    },
  });
}
