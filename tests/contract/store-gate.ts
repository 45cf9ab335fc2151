import { afterEach, describe, expect, test } from 'vitest';
import * as deliveries from '../../src/store/deliveries.ts';
import * as endings from '../../src/store/delivery-endings.ts';
import * as freezes from '../../src/store/freezes.ts';
import { closedTargets, setGate } from '../../src/store/gate.ts';
import * as pauses from '../../src/store/pauses.ts';
import { empty } from '../store/empty.ts';
import { HELLO, LEASE, NOW, type StoreRig } from './store-rig.ts';

const PROBLEM = { reason: 'paused', message: 'Token expired.', remedy: 'Make a new one.' };
const at = new Date(NOW);

export function gateContract(rig: StoreRig): void {
  const { approved, claim, begin, beginOf, endingOf, only, stored } = rig;
  const freeze = (targets: string[] | null) =>
    rig.db.transaction((transaction) =>
      freezes.open(transaction, {
        ...{ targets, scope: targets?.join() ?? 'all', reason: 'r' },
        ...{ personId: rig.author, frozenAt: at },
      }),
    );
  const lift = (...ids: number[]) =>
    rig.db.transaction((transaction) => freezes.lift(transaction, ids, { personId: rig.approver, at }));
  const pause = (target: string) =>
    rig.db.transaction((transaction) => pauses.open(transaction, { target, problem: PROBLEM, pausedAt: at }));
  const close = (target: string) =>
    rig.db.transaction((transaction) => pauses.close(transaction, target, at));

  describe('the gate', () => {
    afterEach(async () => {
      await empty(rig.db, 'freezes', 'pauses');
      await rig.db.transaction(setGate);
    });

    test('is told with each claim, and closes what a freeze names and nothing else', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b', 'c'] } });
      await freeze(['a', 'x']);
      await pause('b');
      const claims = await claim();
      expect(claims.map(({ target, halted }) => [target, halted])).toEqual([
        ['a', 'frozen'],
        ['b', 'paused'],
        ['c', null],
      ]);
      const begun = await deliveries.begin(
        rig.db,
        claims.map((one) => beginOf(one)),
        LEASE,
      );
      expect(begun).toEqual(['frozen', 'paused', 'begun']);
      const [first] = claims as [deliveries.Claim];
      expect(await stored(first.id)).toMatchObject({ state: 'claimed', attempts: 0, intent: null });
    });

    test('stops what was claimed before it closed', async () => {
      await approved();
      const one = only(await claim());
      expect(one.halted).toBeNull();
      await freeze(null);
      expect(await begin(one)).toBe(false);
      expect(await deliveries.begin(rig.db, [beginOf(one)], LEASE)).toEqual(['frozen']);
    });

    test('stays closed until the last freeze over a target is lifted', async () => {
      const [everything, one] = [await freeze(null), await freeze(['a', 'b'])];
      const open = () => closedTargets(rig.db, ['a', 'b', 'c']);
      expect(await open()).toEqual(['a', 'b', 'c']);
      expect(await lift(everything.id)).toHaveLength(1);
      expect(await open()).toEqual(['a', 'b']);
      expect(await lift(everything.id, one.id)).toHaveLength(1);
      expect(await open()).toEqual([]);
    });

    test('keeps what was in flight when it closed, and tells when that has ended', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      const [one, other] = (await claim()) as [deliveries.Claim, deliveries.Claim];
      await begin(one);
      const frozen = await freeze(null);
      expect(frozen.inFlight).toEqual([one.id]);
      expect(await freezes.stillInFlight(rig.db, frozen)).toBe(1);
      await endings.end(rig.db, [endingOf(one)]);
      expect(await freezes.stillInFlight(rig.db, frozen)).toBe(0);
      const handedOver = await freezes.handedOver(rig.db, frozen, 60_000, 10);
      expect(handedOver).toMatchObject({ newest: [{ id: one.id }], count: 1, leaving: 0 });
      expect(await freezes.covered(rig.db, null)).toEqual({ posts: 1, targets: 1 });
      expect(await freezes.covered(rig.db, [other.target])).toEqual({ posts: 1, targets: 1 });
      expect(await freezes.covered(rig.db, [one.target])).toEqual({ posts: 0, targets: 0 });
    });

    test('what went out shortly before is handed over too; what went out long ago or elsewhere is not', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b', 'c'] } });
      const claims = await claim();
      await endings.end(
        rig.db,
        claims.map((one, index) => endingOf(one, { sentAt: NOW - index * 90_000 })),
      );
      const frozen = await freeze(['a', 'b']);
      const titles = async (span: number) =>
        (await freezes.handedOver(rig.db, frozen, span, 10)).newest.map((one) => one.target);
      expect(await titles(60_000)).toEqual(['a']);
      expect(await titles(600_000)).toEqual(['a', 'b']);
    });

    test('a pause is one at a time; closing it puts back what was held for it alone', async () => {
      const { postId } = await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      expect(await pause('a')).toBe(true);
      expect(await pause('a')).toBe(false);
      const [one, other] = (await claim()) as [deliveries.Claim, deliveries.Claim];
      const held = { state: 'held' as const, published: null, sentAt: null };
      await endings.end(rig.db, [
        endingOf(one, { ...held, problem: PROBLEM }),
        endingOf(other, { ...held, problem: { ...PROBLEM, reason: 'frozen' } }),
      ]);
      expect(await freezes.held(rig.db, null, 10)).toEqual({
        first: [
          { postId, revision: 1, text: 'Hello', isCorrection: false, dueAt: new Date(NOW), targets: ['b'] },
        ],
        count: 1,
      });
      expect(await freezes.held(rig.db, ['a'], 10)).toEqual({ first: [], count: 0 });
      expect(await freezes.held(rig.db, null, 0)).toEqual({ first: [], count: 1 });
      expect(await close('b')).toBeUndefined();
      expect(await close('a')).toEqual([postId]);
      expect(await close('a')).toBeUndefined();
      expect(await stored(one.id)).toMatchObject({ state: 'scheduled', problem: null });
      expect(await stored(other.id)).toMatchObject({ state: 'held' });
    });

    test('what is written as held after its pause was over is freed later, and what a pause still holds is not', async () => {
      const { postId } = await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
      for (const target of ['a', 'b']) await pause(target);
      const [one, other] = (await claim()) as [deliveries.Claim, deliveries.Claim];
      await close('a');
      const held = { state: 'held' as const, published: null, sentAt: null, problem: PROBLEM };
      await endings.end(rig.db, [endingOf(one, held), endingOf(other, held)]);
      const free = () => rig.db.transaction((transaction) => pauses.freeHeld(transaction, new Date(NOW)));
      expect(await free()).toEqual([postId]);
      expect(await free()).toEqual([]);
      expect(await stored(one.id)).toMatchObject({
        state: 'scheduled',
        problem: null,
        nextAt: new Date(NOW),
      });
      expect(await stored(other.id)).toMatchObject({ state: 'held' });
      await close('b');
    });

    test('a review lasts until it is marked as done', async () => {
      const frozen = await freeze(null);
      expect(await freezes.opened(rig.db)).toMatchObject([{ id: frozen.id }]);
      expect(await freezes.underReview(rig.db)).toEqual([]);
      await lift(frozen.id);
      expect(await freezes.opened(rig.db)).toEqual([]);
      expect(await freezes.underReview(rig.db)).toMatchObject([{ id: frozen.id, liftedBy: rig.approver }]);
      expect(await freezes.endedSince(rig.db, at)).toEqual([]);
      await freezes.markReviewed(rig.db, frozen.id, at);
      expect(await freezes.endedSince(rig.db, at)).toMatchObject([{ id: frozen.id }]);
      expect(await freezes.endedSince(rig.db, new Date(NOW + 1))).toEqual([]);
      expect(await freezes.underReview(rig.db)).toEqual([]);
    });
  });
}
