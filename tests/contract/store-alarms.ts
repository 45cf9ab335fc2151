/** Alarms: one for each subject, kind and key, claimed by one, and not lost by anybody's death. */
import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/kit/subject.ts';
import * as alarms from '../../src/store/alarms.ts';
import { LEASE, NOW, type StoreRig } from './store-rig.ts';

const SUBJECT = subjectOf('crisis', 3);

export function alarmsContract(rig: StoreRig): void {
  const set = (dueAt: number, more: Partial<alarms.WantedAlarm> = {}) =>
    alarms.set(rig.db, { subject: SUBJECT, kind: 'escalate', dueAt, ...more });
  const claim = (horizon = NOW, lease = LEASE, most = 100) => alarms.claimDue(rig.db, horizon, most, lease);
  async function claimOne(horizon?: number, lease?: number): Promise<alarms.Alarm> {
    const [claimed, ...more] = await claim(horizon, lease);
    expect(more).toEqual([]);
    if (!claimed) throw new Error('nothing was due');
    return claimed;
  }
  const over = ({ id, fence }: alarms.Alarm, again: number | null = null) =>
    alarms.finish(rig.db, [{ id, fence, again }]);

  describe('an alarm', () => {
    test('is due at its time, the earliest first, and taken by one', async () => {
      await set(NOW + 1_000, { key: 'later' });
      await set(NOW, { key: 'sooner', payload: { step: 2 } });
      expect(await alarms.nextDue(rig.db)).toBe(NOW);
      expect(await claim(NOW - 1)).toEqual([]);
      const taken = (await Promise.all([1, 2, 3].map(() => claim(NOW + 1_000, LEASE, 1)))).flat();
      expect(taken.map(({ key }) => key).sort()).toEqual(['later', 'sooner']);
      expect(taken.find(({ key }) => key === 'sooner')).toMatchObject({
        ...{ subject: SUBJECT, kind: 'escalate', dueAt: NOW, attempts: 1, payload: { step: 2 } },
      });
      expect(await alarms.nextDue(rig.db)).toBeUndefined();
    });

    test('is one for its subject, kind and key: set again it moves', async () => {
      await set(NOW);
      await set(NOW + 5_000, { payload: { step: 2 } });
      expect(await claim(NOW + 4_999)).toEqual([]);
      expect(await claimOne(NOW + 5_000)).toMatchObject({ dueAt: NOW + 5_000, payload: { step: 2 } });
    });

    test('is over when it has rung, or comes again when it says so', async () => {
      await set(NOW);
      await over(await claimOne(), NOW + 60_000);
      expect(await claim()).toEqual([]);
      const again = await claimOne(NOW + 60_000);
      expect(again).toMatchObject({ dueAt: NOW + 60_000, attempts: 1 });
      await over(again);
      expect(await claim(NOW + 9_000_000)).toEqual([]);
    });

    test('that was set or unset while it rang is as it was set', async () => {
      await set(NOW);
      const ringing = await claimOne();
      await set(NOW + 7_000);
      await over(ringing);
      expect(await claimOne(NOW + 7_000)).toMatchObject({ dueAt: NOW + 7_000 });
      await alarms.unset(rig.db, SUBJECT, 'escalate');
      await over(ringing, NOW);
      expect(await claim(NOW + 9_000_000)).toEqual([]);
    });

    test('of a worker that died is taken up when its lease is over, and the dead one ends nothing', async () => {
      await set(NOW);
      const dead = await claimOne(NOW, -1);
      const taken = await claimOne();
      expect(taken).toMatchObject({ id: dead.id, attempts: 2 });
      await over(dead);
      await alarms.renew(rig.db, [dead], -1);
      expect(await claim()).toEqual([]);
      await alarms.renew(rig.db, [taken], -1);
      expect(await claimOne()).toMatchObject({ id: dead.id, attempts: 3 });
    });

    test('that failed is tried again later, and stays the one that was due', async () => {
      await set(NOW);
      await alarms.putBack(rig.db, await claimOne(), NOW + 2_000);
      expect(await claim(NOW + 1_999)).toEqual([]);
      expect(await claimOne(NOW + 2_000)).toMatchObject({ dueAt: NOW, nextAt: NOW + 2_000, attempts: 2 });
    });

    test('handed back is another’s at once', async () => {
      await set(NOW);
      const claimed = await claimOne();
      await alarms.letGo(rig.db, [claimed]);
      expect(await claimOne()).toMatchObject({ id: claimed.id });
    });

    test('is unset by its kind, or with all of its subject', async () => {
      await set(NOW);
      await set(NOW, { kind: 'remind' });
      await set(NOW, { subject: subjectOf('crisis', 4) });
      await alarms.unset(rig.db, SUBJECT, 'remind');
      expect((await claim(NOW, -1)).map(({ kind }) => kind)).toEqual(['escalate', 'escalate']);
      await alarms.unset(rig.db, SUBJECT);
      expect(await claimOne()).toMatchObject({ subject: 'crisis:4' });
    });
  });
}
