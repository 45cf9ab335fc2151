import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/kit/subject.ts';
import * as alarms from '../../src/store/alarms.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import * as endings from '../../src/store/delivery-endings.ts';
import * as leases from '../../src/store/leases.ts';
import * as sending from '../../src/store/outbox-sending.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { empty } from '../store/empty.ts';
import { HELLO, INTENT, LEASE, NOW, type StoreRig } from './store-rig.ts';

export function endingsContract(rig: StoreRig): void {
  const { approved, claim, begin, beginOf, endingOf, only, stored } = rig;

  describe('an ending', () => {
    test('is written, and tells the post where there is a card', async () => {
      const { postId } = await approved();
      await rig.wantCard(subjectOf('post', postId));
      await sending.takeChanges(rig.db);
      const one = only(await claim());
      await begin(one);
      expect(await endings.end(rig.db, [endingOf(one)])).toEqual([subjectOf('post', postId)]);
      expect(await rig.changedSubjects()).toEqual([subjectOf('post', postId)]);
      expect(await stored(one.id)).toMatchObject({
        state: 'sent',
        published: { id: 'p1' },
        sentAt: new Date(NOW),
        leaseUntil: null,
        doubtfulSince: null,
      });
    });

    test('that is quiet is kept and edits no card; what was shown comes along with the next claim', async () => {
      const { postId } = await approved();
      await rig.wantCard(subjectOf('post', postId));
      await sending.takeChanges(rig.db);
      const one = only(await claim());
      expect(one.shown).toBeNull();
      await begin(one);
      const shown = { message: '1 %', at: NOW };
      const problem = { reason: 'processing', message: '2 %', remedy: '', shown };
      const quiet = { state: 'scheduled' as const, published: null, sentAt: null, problem, isQuiet: true };
      expect(await endings.end(rig.db, [endingOf(one, { ...quiet, nextAt: NOW })])).toEqual([]);
      expect(await rig.changedSubjects()).toEqual([]);
      expect(only(await claim())).toMatchObject({ id: one.id, reason: 'processing', shown });
    });

    test("makes the target known under the network's id, and under that of each part of a thread", async () => {
      await approved();
      await approved();
      const [one, other] = (await claim()) as [deliveries.Claim, deliveries.Claim];
      await begin(one);
      await endings.end(rig.db, [endingOf(one)]);
      await begin(other);
      await deliveries.nextPart(rig.db, other, { id: 'p2', url: 'https://example.org/p2' });
      const ids = ['p1', 'p2', 'p3', ''];
      const targets = await Promise.all(ids.map((id) => postDeliveries.targetsAt(rig.db, id)));
      expect(targets).toEqual([[one.target], [other.target], [], []]);
    });

    test('that sends it sets the alarm by which it is read first, an hour later; another ending sets none', async () => {
      const { postId } = await approved();
      const one = only(await claim());
      await begin(one);
      const failed = { state: 'failed' as const, published: null, sentAt: null };
      await endings.end(rig.db, [endingOf(one)]);
      const { postId: corrects } = await approved({ content: { ...HELLO, corrects: postId } });
      const correction = only(await claim());
      await begin(correction);
      await endings.end(rig.db, [endingOf(correction)]);
      await approved();
      const other = only(await claim());
      await begin(other);
      await endings.end(rig.db, [endingOf(other, failed)]);
      expect(corrects).toBeGreaterThan(postId);
      expect(await alarms.claimDue(rig.db, NOW + 86_400_000, 10, LEASE)).toMatchObject([
        { subject: `post:${postId}`, kind: 'verify-post', key: String(one.id), dueAt: NOW + 60_000 },
        { subject: `post:${postId}`, kind: 'read-counts', key: String(one.id), dueAt: NOW + 3_600_000 },
      ]);
    });

    test('marks nothing where there is no card', async () => {
      await approved();
      const one = only(await claim());
      expect(await endings.end(rig.db, [endingOf(one)])).toEqual([]);
      expect(await rig.changedSubjects()).toEqual([]);
      expect((await stored(one.id)).state).toBe('sent');
    });

    test('of a worker that lost its claim changes nothing', async () => {
      const { postId } = await approved();
      await rig.wantCard(subjectOf('post', postId));
      const late = only(await claim(1, -1));
      expect(await deliveries.freeExpired(rig.db, NOW, 0)).toBe(1);
      const mine = only(await claim());
      expect(await endings.end(rig.db, [endingOf(late, { state: 'failed', published: null })])).toEqual([]);
      expect(await stored(mine.id)).toMatchObject({ state: 'claimed', fence: mine.fence, published: null });
      expect(await deliveries.keepIntent(rig.db, late, INTENT)).toBe(false);
      expect(await begin(late)).toBe(false);
      expect(await begin(mine)).toBe(true);
    });

    test('changes nothing that has ended, or was called off', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      const [one, other] = await claim();
      if (!one || !other) throw new Error('two were due');
      await endings.end(rig.db, [endingOf(one)]);
      await postDeliveries.callOff(rig.db, [other.id]);
      await endings.end(
        rig.db,
        [one, other].map((each) => endingOf(each, { state: 'failed', published: null })),
      );
      expect((await stored(one.id)).state).toBe('sent');
      expect((await stored(other.id)).state).toBe('cancelled');
    });

    test('that waits for another try is due then, with its doubt', async () => {
      await approved();
      const one = only(await claim());
      await begin(one);
      const again = {
        state: 'scheduled' as const,
        published: null,
        sentAt: null,
        nextAt: NOW + 5_000,
        doubtfulSince: NOW,
      };
      await endings.end(rig.db, [endingOf(one, again)]);
      expect(await claim()).toEqual([]);
      const next = only(await claim(1, LEASE, NOW + 5_000));
      expect(next).toMatchObject({ attempts: 1, intent: INTENT, doubtfulSince: NOW, key: one.key });
      expect(next).toMatchObject({ dueAt: NOW, nextAt: NOW + 5_000 });
    });

    test('a mark of the network is kept only while it is being sent', async () => {
      await approved();
      const one = only(await claim());
      const marked = { ...INTENT, marks: { container: '17' } };
      expect(await deliveries.keepIntent(rig.db, one, marked)).toBe(false);
      await begin(one);
      expect(await deliveries.keepIntent(rig.db, one, marked)).toBe(true);
      expect((await stored(one.id)).intent).toEqual(marked);
    });
  });

  describe('a lease', () => {
    /** Of a worker that is gone: `a` claimed, `b` begun. Resolves with the latter. */
    async function leaveTwo(): Promise<deliveries.Claim> {
      await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      await claim(1, -1);
      const begun = only(await claim(1));
      await deliveries.begin(rig.db, [beginOf(begun)], -1);
      return begun;
    }

    test('that runs out frees what was held, begun or not, and only then', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b', 'c'] } });
      const [held] = await claim(1);
      const [waiting] = await claim(1, -1);
      const [begun] = await claim(1);
      if (!held || !waiting || !begun) throw new Error('three were due');
      await deliveries.begin(rig.db, [beginOf(begun)], -1);
      expect(await deliveries.freeExpired(rig.db, NOW + 9_000, 0)).toBe(2);
      const freed = await claim(10, LEASE, NOW + 9_000);
      expect(freed.map((one) => [one.target, one.doubtfulSince, one.fence])).toEqual([
        ['b', null, 3],
        ['c', NOW, 3],
      ]);
      expect((await stored(held.id)).state).toBe('claimed');
    });

    test('that runs out brings back what is left of a post, and never what is out on another target (Postiz sent to the first communities again)', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b', 'c'] } });
      const [out] = await claim(1);
      const [left] = await claim(1, -1);
      if (!out || !left) throw new Error('three were due');
      await begin(out);
      await deliveries.begin(rig.db, [beginOf(left)], -1);
      await endings.end(rig.db, [endingOf(out)]);
      await deliveries.freeExpired(rig.db, NOW + 9_000, 0);
      const again = await claim(10, LEASE, NOW + 9_000);
      expect(again.map(({ target }) => target).sort()).toEqual(['b', 'c']);
      expect((await stored(out.id)).state).toBe('sent');
    });

    test('that runs out leaves what was begun until no request of it can be under way', async () => {
      const begun = await leaveTwo();
      expect(await deliveries.freeExpired(rig.db, NOW, LEASE)).toBe(1);
      expect((await stored(begun.id)).state).toBe('sending');
      await endings.end(rig.db, [endingOf(begun)]);
      expect((await stored(begun.id)).state).toBe('sent');
    });

    test('that runs out tells when the try was found abandoned, and only of what was begun', async () => {
      await leaveTwo();
      await deliveries.freeExpired(rig.db, NOW + 9_000, 0);
      const tried = async () =>
        (await claim(10, -1, NOW + 99_000)).map((one) => [one.target, one.triedAt]).sort();
      expect(await tried()).toEqual([
        ['a', null],
        ['b', NOW + 9_000],
      ]);
      // A look that found nothing is no further try.
      await deliveries.freeExpired(rig.db, NOW + 60_000, 0);
      expect(await tried()).toEqual([
        ['a', null],
        ['b', NOW + 9_000],
      ]);
    });

    test('is kept up by a worker that lives, for what is still its own', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      const [mine, taken] = await claim(2, -1);
      if (!mine || !taken) throw new Error('two were due');
      const renewed = await leases.renew(rig.db, [mine, { ...taken, fence: taken.fence - 1 }], LEASE);
      expect(renewed).toEqual([{ id: mine.id, fence: mine.fence }]);
      expect(await deliveries.freeExpired(rig.db, NOW, 0)).toBe(1);
      expect((await stored(mine.id)).state).toBe('claimed');
      expect(await leases.renew(rig.db, [], LEASE)).toEqual([]);
    });

    test('is let go when a worker stops', async () => {
      await approved();
      const one = only(await claim());
      await begin(one);
      await leases.letGo(rig.db, [one]);
      expect(await deliveries.freeExpired(rig.db, NOW, 0)).toBe(1);
      expect(only(await claim())).toMatchObject({ doubtfulSince: NOW, intent: INTENT });
    });

    test('of a process that is known to be dead is void, of messages too', async () => {
      const { postId } = await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      await rig.wantCard(subjectOf('post', postId));
      expect(await rig.claimMessages()).toHaveLength(1);
      const [begun] = await claim();
      if (begun) await begin(begun);
      expect(await leases.freeAll(rig.db, NOW)).toBe(2);
      expect((await claim()).map((one) => one.triedAt).sort()).toEqual([NOW, null]);
      expect(await rig.claimMessages()).toHaveLength(1);
    });

    test('hand-back leaves begun ones alone', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      const claims = await claim();
      const [begun, waiting] = claims;
      if (!begun || !waiting) throw new Error('two were due');
      await begin(begun);
      await deliveries.handBack(rig.db, claims);
      expect((await stored(begun.id)).state).toBe('sending');
      expect((await stored(waiting.id)).state).toBe('scheduled');
    });
  });

  test('an edit and a begin at the same moment: one of them wins, and never both', async () => {
    for (let round = 0; round < 8; round++) {
      await empty(rig.db, 'deliveries');
      const { postId } = await approved();
      const one = only(await claim());
      const edit = rig.db.transaction(async (transaction) => {
        await posts.findForUpdate(transaction, postId);
        const found = await postDeliveries.ofPostForUpdate(transaction, postId, 1);
        if (found.some((each) => each.state === 'sending')) return false;
        await postDeliveries.callOff(
          transaction,
          found.map((each) => each.id),
        );
        await posts.update(transaction, postId, { stage: 'in_review', revision: 2 });
        return true;
      });
      const [edited, begun] = await Promise.all([edit, begin(one)]);
      expect([edited, begun].filter(Boolean)).toHaveLength(1);
    }
  });
}
