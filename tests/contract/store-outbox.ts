/** The outbox: wanted once, claimed by one, said in turn, and dropped when it is ended before it is said. */
import { describe, expect, test } from 'vitest';
import { type Subject, subjectOf } from '../../src/kit/subject.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as places from '../../src/store/outbox-places.ts';
import * as sending from '../../src/store/outbox-sending.ts';
import * as people from '../../src/store/people.ts';
import { LEASE, NOW, type StoreRig } from './store-rig.ts';

const C1 = { chat: 'slack', channel: 'C1' };
const C2 = { chat: 'discord', channel: '2' };
const SUBJECT = subjectOf('post', 7);
/** One each 1,000 ms, two at once. */
const PACE = { interval: 1_000, burst: 2 };

export function outboxContract(rig: StoreRig): void {
  const { claimMessages, wantCard } = rig;
  const ping = (to: outbox.Place, more: Partial<outbox.WantedMessage> = {}): outbox.WantedMessage => ({
    ...{ subject: SUBJECT, kind: 'ping', to },
    ...more,
  });
  const want = (...wanted: outbox.WantedMessage[]) => outbox.want(rig.db, wanted);
  const look = (claim: outbox.StoredMessage, now = NOW) =>
    sending.look(rig.db, claim, { now, pace: PACE, lease: LEASE });
  const finish = (claim: outbox.StoredMessage, done: sending.Done) =>
    rig.db.transaction((transaction) => sending.finish(transaction, claim, done));
  const sentAs = (message: string, channel = 'C1') => ({ chat: 'slack', channel, message });
  async function claimOne(change: Partial<sending.Room> = {}): Promise<outbox.StoredMessage> {
    const [claimed, ...more] = await claimMessages(change);
    expect(more).toEqual([]);
    if (!claimed) throw new Error('nothing was due');
    return claimed;
  }
  async function said(claim: outbox.StoredMessage, message: string, channel?: string): Promise<void> {
    expect(await look(claim, NOW + 3_600_000)).toBe('go');
    await finish(claim, { sent: sentAs(message, channel), shownHash: 'h1' });
  }

  describe('a message', () => {
    test('is wanted once for its subject, kind, round and place', async () => {
      const { author: personId } = rig;
      expect(await want(ping(C1), ping({ personId }), ping(C1))).toHaveLength(2);
      expect(await want(ping(C1), ping({ personId }), ping(C2))).toMatchObject([C2]);
      const others = [ping(C1, { round: 2 }), ping({ personId }, { round: '2' }), ping(C1, { kind: 'note' })];
      expect(await want(...others)).toHaveLength(3);
      expect(await want()).toEqual([]);
    });

    test('is claimed by one, the oldest of each place, and again when its lease is over', async () => {
      const wanted = await want(ping(C1), ping(C2), ping(C1, { round: 2 }));
      const ids = wanted.map(({ id }) => id);
      const taken = (await Promise.all([1, 2, 3].map(() => claimMessages({ lease: -1 })))).flat();
      expect(new Set(taken.map(({ id }) => id))).toEqual(new Set(ids.slice(0, 2)));
      const [first] = await claimMessages();
      expect(first?.fence).toBeGreaterThan(1);
      // Its place is being written to.
      expect(await claimMessages()).toEqual([]);
      if (first) await said(first, 'm1');
      const later = await claimMessages({ now: NOW + 3_600_000 });
      expect(later.map(({ id }) => id)).toEqual(ids.slice(2));
    });

    test('of a crisis goes before all that waits, and past one that is being sent in its place', async () => {
      await want(...[1, 2, 3].map((round) => ping(C1, { round })), ping(C2));
      const [crisis] = await want(ping(C1, { round: 9, priority: 'crisis' }));
      expect((await claimMessages({ normal: 0 })).map(({ id }) => id)).toEqual([crisis?.id]);
      expect((await claimMessages()).map(({ channel }) => channel)).toEqual(['2']);
      const [second] = await want(ping(C1, { round: 10, priority: 'crisis' }));
      expect((await claimMessages()).map(({ id }) => id)).toEqual([second?.id]);
    });

    test('is not due before its time, nor for a process that does not speak its chat', async () => {
      await want(ping(C1, { notBefore: NOW + 5_000 }), ping(C2));
      expect(await claimMessages({ chats: ['slack'] })).toEqual([]);
      expect(await sending.nextDue(rig.db, NOW)).toBe(NOW + 5_000);
      expect(await claimMessages({ now: NOW + 5_000, chats: ['slack'] })).toMatchObject([C1]);
      expect(await claimMessages()).toMatchObject([C2]);
      expect(await sending.nextDue(rig.db, NOW)).toBeUndefined();
    });

    test('waits for its turn in its place, and for no other place', async () => {
      await want(...[1, 2, 3, 4].map((round) => ping(C1, { round })), ping(C2));
      for (const message of ['m1', 'm2']) {
        const [claim] = await claimMessages({ chats: ['slack'] });
        if (!claim) throw new Error('nothing was due');
        expect(await look(claim)).toBe('go');
        await finish(claim, { sent: sentAs(message) });
      }
      expect(await claimMessages({ chats: ['slack'] })).toEqual([]);
      expect(await claimMessages()).toMatchObject([C2]);
      expect(await sending.nextDue(rig.db, NOW)).toBe(NOW + 1_000);
      const third = await claimOne({ now: NOW + 1_000 });
      expect(await look(third, NOW + 999)).toEqual({ notBefore: NOW + 1_000 });
      expect(await look(third, NOW + 1_000)).toBe('go');
      await finish(third, { sent: sentAs('m3') });
      expect(await claimMessages({ now: NOW + 1_999 })).toEqual([]);
      expect(await claimMessages({ now: NOW + 2_000 })).toHaveLength(1);
    });

    test('that the chat refused for its rate slows its place down', async () => {
      await want(ping(C1), ping(C1, { round: 2 }));
      const claim = await claimOne();
      await sending.putBack(rig.db, claim, { nextAt: NOW + 30_000, failed: true });
      await places.slowDown(rig.db, claim.place, NOW + 30_000);
      expect(await claimMessages({ now: NOW + 29_999 })).toEqual([]);
      expect(await claimOne({ now: NOW + 30_000 })).toMatchObject({ id: claim.id, failures: 1 });
    });

    test('that failed holds up nobody but itself', async () => {
      await want(ping(C1), ping(C2), ping(C1, { round: 2 }));
      const [first] = await claimMessages({ chats: ['slack'] });
      if (!first) throw new Error('nothing was due');
      await sending.putBack(rig.db, first, { nextAt: NOW + 60_000, failed: true });
      expect((await claimMessages()).map(({ round, channel }) => [channel, round])).toEqual([
        ['2', ''],
        ['C1', '2'],
      ]);
    });

    test('that was attempted is known to be so after the death of its worker', async () => {
      await want(ping(C1));
      const claim = await claimOne({ lease: -1 });
      expect(await look(claim)).toBe('go');
      await sending.letGo(rig.db, [claim]);
      const next = await claimOne();
      expect(next).toMatchObject({ id: claim.id, key: claim.key, attempted: true });
      // The first worker comes back: it holds nothing any more.
      expect(await look(claim)).toBe('ended');
      await finish(claim, { sent: sentAs('late') });
      expect(await outbox.findByMessage(rig.db, sentAs('late'))).toBeUndefined();
      await said(next, 'm1');
      expect(await outbox.findByMessage(rig.db, sentAs('m1'))).toMatchObject({ subject: SUBJECT });
    });
  });

  describe('the end of a subject', () => {
    test('drops what is not sent, of one kind or of all, and leaves what was sent', async () => {
      await want(ping(C1), ping(C2));
      await said(await claimOne({ chats: ['slack'] }), 'm1');
      await want(ping(C2, { kind: 'note' }));
      await outbox.end(rig.db, SUBJECT, 'ping');
      const left = await outbox.messagesOf(rig.db, SUBJECT);
      expect(left.map(({ kind, state }) => [kind, state])).toEqual([
        ['ping', 'sent'],
        ['note', 'waiting'],
      ]);
      await outbox.end(rig.db, SUBJECT);
      expect(await claimMessages()).toEqual([]);
      expect(await outbox.isAnyWaiting(rig.db)).toBe(false);
    });

    test('stops what is claimed and not looked at yet, also where the end has not been committed', async () => {
      await want(ping(C1));
      const claim = await claimOne();
      let looked: Promise<sending.Look> | undefined;
      await rig.db.transaction(async (transaction) => {
        await outbox.end(transaction, SUBJECT);
        looked = look(claim);
      });
      expect(await looked).toBe('ended');
    });

    test('comes too late for what was looked at; that is found then, and what lasts is kept true', async () => {
      await want(ping(C1, { lasting: true }));
      await sending.takeChanges(rig.db);
      const claim = await claimOne();
      expect(await look(claim)).toBe('go');
      await outbox.end(rig.db, SUBJECT);
      await finish(claim, { sent: sentAs('m1'), shownHash: 'h1' });
      expect(await outbox.findByMessage(rig.db, sentAs('m1'))).toMatchObject({ state: 'sent' });
      expect(await claimOne()).toMatchObject({ id: claim.id, message: 'm1' });
    });

    test('leaves what may have been sent to be looked for', async () => {
      await want(ping(C1));
      const claim = await claimOne({ lease: -1 });
      await look(claim);
      await sending.letGo(rig.db, [claim]);
      await outbox.end(rig.db, SUBJECT);
      const again = await claimOne();
      expect(again).toMatchObject({ id: claim.id, state: 'withdrawn', attempted: true });
      await finish(again, { ended: true });
      expect(await outbox.isAnyWaiting(rig.db)).toBe(false);
    });
  });

  describe('a lasting message', () => {
    const other = subjectOf('post', 8);
    const shownAs = async (subject: Subject, message: string) => {
      await wantCard(subject);
      await sending.takeChanges(rig.db);
      await said(await claimOne({ now: NOW + 3_600_000 }), message);
    };

    test('is due for an edit when its subject changes, and no other is', async () => {
      await shownAs(SUBJECT, 'm1');
      await shownAs(other, 'm2');
      await outbox.markChanged(rig.db, SUBJECT);
      await outbox.markChanged(rig.db, SUBJECT);
      await Promise.all([sending.takeChanges(rig.db), sending.takeChanges(rig.db)]);
      const claim = await claimOne();
      expect(claim).toMatchObject({ subject: SUBJECT, message: 'm1', shownHash: 'h1' });
      // What changes during the edit is another edit.
      await outbox.markChanged(rig.db, SUBJECT);
      await sending.takeChanges(rig.db);
      await finish(claim, { sent: sentAs('m1'), shownHash: 'h2' });
      const again = await claimOne();
      expect(again).toMatchObject({ message: 'm1', shownHash: 'h2' });
      await finish(again, { sent: sentAs('m1'), shownHash: 'h3' });
      expect(await claimMessages()).toEqual([]);
    });

    test('is wanted again as an edit; one that was ended is sent anew', async () => {
      await shownAs(SUBJECT, 'm1');
      expect(await wantCard(SUBJECT)).toEqual([]);
      await sending.takeChanges(rig.db);
      await finish(await claimOne(), { ended: true });
      const [anew] = await wantCard(SUBJECT);
      expect(anew).toMatchObject({ message: null, attempted: false, shownHash: null, state: 'waiting' });
      await sending.takeChanges(rig.db);
      expect(await claimOne({ now: NOW + 3_600_000 })).toMatchObject({ id: anew?.id, key: anew?.key });
    });

    test('whose message somebody deleted is sent anew under another key', async () => {
      await shownAs(SUBJECT, 'm1');
      await outbox.lookAgain(rig.db, SUBJECT);
      const claim = await claimOne();
      expect(claim).toMatchObject({ message: 'm1', shownHash: null });
      await sending.putBack(rig.db, claim, { nextAt: NOW, failed: true, anew: true });
      const anew = await claimOne({ now: NOW + 3_600_000 });
      expect(anew).toMatchObject({ id: claim.id, message: null, attempted: false });
      expect(anew.key).not.toBe(claim.key);
    });

    test('to a person takes the place of the one before, in that channel', async () => {
      const { author: personId } = rig;
      for (const round of [1, 2]) {
        await want(ping({ personId }, { round, lasting: true }));
        await sending.takeChanges(rig.db);
        const claims = await claimMessages({ now: NOW + round * 3_600_000 });
        const claim = claims.find((one) => one.message === null);
        if (!claim) throw new Error('nothing was due');
        for (const edit of claims.filter((one) => one !== claim)) await finish(edit, { shownHash: 'h1' });
        await said(claim, `m${round}`, 'D1');
      }
      expect(await outbox.findByMessage(rig.db, sentAs('m1', 'D1'))).toBeUndefined();
      expect(await outbox.findByMessage(rig.db, sentAs('m2', 'D1'))).toMatchObject({ round: '2' });
      const closing = await claimOne();
      expect(closing).toMatchObject({ state: 'superseded', message: 'm1' });
      await finish(closing, { sent: sentAs('m1', 'D1'), ended: true });
      expect(await claimMessages()).toEqual([]);
    });
  });

  test('of two who turn out to be one, neither is told twice', async () => {
    const [one, other] = [
      await people.enrol(rig.db, { slack: 'UO1' }, { name: 'Cy' }),
      await people.enrol(rig.db, { slack: 'UO2' }, { name: 'cy' }),
    ];
    await want(ping({ personId: one }), ping({ personId: other }), ping({ personId: other }, { round: 1 }));
    await people.merge(rig.db, other, one, rig.mergeOthers);
    const left = await outbox.messagesOf(rig.db, SUBJECT);
    expect(left.map(({ personId, round, place }) => [personId, round, place])).toEqual([
      [one, '', `person:${one}`],
      [one, '1', `person:${one}`],
    ]);
  });

  test('a fault of a place is news once, and what waits there is due when it is over', async () => {
    await want(ping(C1));
    const claim = await claimOne();
    await sending.putBack(rig.db, claim, { nextAt: NOW + 60_000, failed: true });
    expect(await places.noteFault(rig.db, claim.place, 'is archived', NOW)).toBe(NOW);
    expect(await places.noteFault(rig.db, claim.place, 'is archived', NOW + 1)).toBeUndefined();
    expect(await places.noteFault(rig.db, claim.place, 'not in channel', NOW + 2)).toBe(NOW + 2);
    expect(await places.faultsOf(rig.db, [claim.place, 'slack:C9'])).toEqual(
      new Map([[claim.place, 'not in channel']]),
    );
    expect(await places.noteFine(rig.db, 'slack:C9', NOW)).toBe(false);
    expect(await places.noteFine(rig.db, claim.place, NOW)).toBe(true);
    expect(await places.faultsOf(rig.db, [claim.place])).toEqual(new Map());
    expect(await claimOne()).toMatchObject({ id: claim.id });
  });
}
