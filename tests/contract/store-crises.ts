/** Crises, their steps and detectors: each step once, each alert one crisis, and what was learned goes on from where it stood. */
import { beforeEach, describe, expect, test } from 'vitest';
import { open, take } from '../../src/crisis/crisis.ts';
import { begin, step } from '../../src/crisis/detection/detector.ts';
import * as crises from '../../src/store/crises.ts';
import * as detectors from '../../src/store/detectors.ts';
import * as escalationAudit from '../../src/store/escalation-audit.ts';
import * as people from '../../src/store/people.ts';
import { empty } from '../store/empty.ts';
import { NOW, type StoreRig } from './store-rig.ts';

const SLOT = 300_000;

export function crisesContract(rig: StoreRig): void {
  const insert = (topic: string | null = null) =>
    crises.insert(rig.db, { topic, title: 'It burns', openedBy: rig.author }, open('high', NOW));
  const joined = async (topic: string) =>
    (await rig.db.transaction((transaction) => crises.joinedBy(transaction, topic)))?.id;
  const stepAt = (crisisId: number, level: number) => ({
    ...{ crisisId, climb: 1, round: 0, level, kind: 'ping' as const, at: NOW, dueAt: NOW },
    ...{ reached: ['Ben'], missing: [] },
  });

  describe('a crisis', () => {
    beforeEach(() =>
      empty(rig.db, 'crisis_notes', 'crisis_steps', 'crises', 'detectors', 'escalation_audit'),
    );

    test('is read as it was written, at every turn of its life', async () => {
      const made = await insert();
      expect(crises.crisisOf(made)).toEqual(open('high', NOW));
      const mark = { personId: rig.author };
      let crisis = crises.crisisOf(made);
      for (const event of [
        { kind: 'acknowledge' as const, ...mark },
        { kind: 'escalate' as const, ...mark, toLevel: 2 },
        { kind: 'alert' as const, severity: 'critical' as const, isExhausted: false, toLevel: 2 },
        { kind: 'resolve' as const, ...mark },
        { kind: 'reopen' as const, ...mark, within: 1_000 },
      ]) {
        crisis = take(crisis, event, NOW + 5).crisis;
        expect(crises.crisisOf(await crises.update(rig.db, made.id, crisis))).toEqual(crisis);
      }
    });

    test('has each step once, and nothing of a transaction that would do one twice', async () => {
      const { id } = await insert();
      await crises.addSteps(rig.db, [stepAt(id, 0), stepAt(id, 1)]);
      await expect(crises.addSteps(rig.db, [stepAt(id, 2), stepAt(id, 1)])).rejects.toThrow();
      const steps = (await crises.stepsOf(rig.db, [id])).get(id) ?? [];
      expect(steps.map(crises.doneOf)).toEqual(
        [0, 1].map((level) => ({ climb: 1, round: 0, level, kind: 'ping', at: NOW })),
      );
    });

    test('is found among those that climb, page by page, and among those that go on', async () => {
      const [first, second, third] = [await insert(), await insert(), await insert()];
      const taken = take(crises.crisisOf(second), { kind: 'acknowledge', personId: rig.author }, NOW);
      await crises.update(rig.db, second.id, taken.crisis);
      const ended = take(crises.crisisOf(third), { kind: 'dismiss', personId: rig.author }, NOW);
      await crises.update(rig.db, third.id, ended.crisis);
      expect((await crises.climbing(rig.db, 10)).map(({ id }) => id)).toEqual([first.id]);
      expect(await crises.climbing(rig.db, 10, first.id)).toEqual([]);
      expect((await crises.goingOn(rig.db, 10)).map(({ id }) => id)).toEqual([second.id, first.id]);
    });

    test('takes in the alerts of its topic, and of all topics together; one that somebody opened takes none', async () => {
      await insert();
      expect(await joined('delivery')).toBeUndefined();
      const delivery = await insert('delivery');
      expect(await joined('delivery')).toBe(delivery.id);
      expect(await joined('')).toBe(delivery.id);
      expect(await joined('prices')).toBeUndefined();
      const all = await insert('');
      expect(await joined('prices')).toBe(all.id);
      const over = take(crises.crisisOf(all), { kind: 'resolve', personId: rig.author }, NOW);
      await crises.update(rig.db, all.id, over.crisis);
      expect(await joined('prices')).toBeUndefined();
    });

    test('is shown with its newest notes, and when its next step is due', async () => {
      const { id } = await insert();
      for (const text of ['one', 'two', 'three'])
        await crises.addNote(rig.db, id, { personId: rig.author, at: NOW, text });
      expect((await crises.notesOf(rig.db, id, 2)).map(({ text }) => text)).toEqual(['two', 'three']);
      await crises.noteNextSteps(rig.db, [{ id, at: NOW + 250 }]);
      expect((await crises.find(rig.db, id))?.nextStepAt?.getTime()).toBe(NOW + 250);
      await crises.noteNextSteps(rig.db, [{ id, at: null }]);
      expect((await crises.find(rig.db, id))?.nextStepAt).toBeNull();
    });

    test('is of whoever somebody turns out to be', async () => {
      const gone = await people.enrol(rig.db, { slack: 'UGONE' }, { name: 'Gone' });
      const made = await crises.insert(
        rig.db,
        { topic: null, title: 'It burns', openedBy: gone },
        open('high', NOW),
      );
      const taken = take(crises.crisisOf(made), { kind: 'acknowledge', personId: gone }, NOW);
      await crises.update(rig.db, made.id, taken.crisis);
      await crises.addNote(rig.db, made.id, { personId: gone, at: NOW, text: 'Mine' });
      await people.merge(rig.db, gone, rig.author, rig.mergeOthers);
      expect(await crises.find(rig.db, made.id)).toMatchObject({
        openedBy: rig.author,
        acknowledgedBy: rig.author,
      });
      expect((await crises.notesOf(rig.db, made.id, 1))[0]?.personId).toBe(rig.author);
    });
  });

  describe('a detector', () => {
    beforeEach(() => empty(rig.db, 'detectors'));

    test('goes on from what was kept as if it had never been away', async () => {
      const settings = { falseAlarmsAWeek: 1, timeZone: 'Europe/Copenhagen' };
      const slots = Array.from({ length: 400 }, (_, index) => ({
        ...{ at: NOW - (NOW % SLOT) + index * SLOT, count: (index * 7) % 5, negative: index % 2 },
        authors: ['a', 'b', `c${index % 3}`],
      }));
      let state = begin(SLOT);
      for (const slot of slots.slice(0, 390)) state = step(state, slot, settings).state;
      const until = slots[390]?.at ?? 0;
      const advanced = await rig.db.transaction((transaction) =>
        detectors.advance(transaction, 'delivery', undefined, { state, until, toldOf: null }),
      );
      expect(advanced).toBe(true);
      const kept = await detectors.find(rig.db, 'delivery');
      expect(kept?.state).toEqual(state);
      let restored = kept?.state ?? begin(SLOT);
      for (const slot of [...slots.slice(390), { at: until + 10 * SLOT, count: 90, negative: 80 }]) {
        const [one, other] = [step(state, slot, settings), step(restored, slot, settings)];
        expect(other.verdict).toEqual(one.verdict);
        [state, restored] = [one.state, other.state];
      }
    });

    test('is taken further by one who read it last, and by nobody else', async () => {
      const advance = (before: detectors.StoredDetector | undefined, until: number, toldOf: number | null) =>
        rig.db.transaction((transaction) =>
          detectors.advance(transaction, '', before, { state: begin(SLOT), until, toldOf }),
        );
      expect(await advance(undefined, NOW, null)).toBe(true);
      expect(await advance(undefined, NOW, null)).toBe(false);
      const read = await detectors.find(rig.db, '');
      expect(await advance(read, NOW, NOW - SLOT)).toBe(true);
      expect(await advance(read, NOW + SLOT, null)).toBe(false);
      expect((await detectors.find(rig.db, ''))?.toldOf?.getTime()).toBe(NOW - SLOT);
    });
  });

  test('a heartbeat is taken by one of all who look, once in its time', async () => {
    await empty(rig.db, 'escalation_audit');
    await escalationAudit.noteLook(rig.db, NOW, 2);
    await escalationAudit.noteLook(rig.db, NOW + 1, 1);
    expect(await escalationAudit.last(rig.db)).toMatchObject({ missed: 3 });
    const take = (now: number) => escalationAudit.takeHeartbeat(rig.db, now, 60_000);
    const taken = await Promise.all([take(NOW), take(NOW), take(NOW)]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await take(NOW + 59_999)).toBe(false);
    expect(await take(NOW + 60_000)).toBe(true);
  });
}
