/** What approval keeps: in what capacity somebody decided, comments, absences, and how long nobody decided. */
import { beforeEach, describe, expect, test } from 'vitest';
import * as absences from '../../src/store/absences.ts';
import * as comments from '../../src/store/comments.ts';
import * as freezes from '../../src/store/freezes.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import { empty } from '../store/empty.ts';
import { NOW, type StoreRig } from './store-rig.ts';

export function approvalContract(rig: StoreRig): void {
  const { approved, drafted } = rig;
  const now = new Date(NOW);
  const later = (ms: number) => new Date(NOW + ms);
  let count = 0;
  const somebody = () => people.enrol(rig.db, { slack: `UA${++count}` }, { name: `Cy ${count}` });
  beforeEach(() => empty(rig.db, 'absences'));

  test('a decision keeps its step, its kind, and in whose place it was taken; one without them stands for itself', async () => {
    const { postId, hash } = await drafted();
    const shared = { postId, revision: 1, hash, verdict: 'approve' as const, chat: 'slack' };
    const place = await somebody();
    await posts.addDecision(rig.db, { ...shared, personId: rig.approver });
    await posts.addDecision(rig.db, {
      ...{ ...shared, personId: rig.approver, kind: 'emergency', step: 'Legal' },
      ...{ placeId: place, countsAs: 'Cy' },
    });
    expect(await posts.decisionsOf(rig.db, postId)).toMatchObject([
      { kind: 'step', step: '', placeId: null, countsAs: null },
      { kind: 'emergency', step: 'Legal', placeId: place, countsAs: 'Cy' },
    ]);
  });

  describe('comments', () => {
    test('are told newest last, as many as are asked for, and counted', async () => {
      const { postId } = await drafted();
      const { postId: other } = await drafted();
      const said = { revision: 1, personId: rig.author, chat: 'slack', saidAt: now };
      for (const text of ['one', 'two', 'three']) await comments.add(rig.db, { ...said, postId, text });
      await comments.add(rig.db, { ...said, postId: other, text: 'elsewhere' });
      expect((await comments.newest(rig.db, postId, 2)).map((one) => one.text)).toEqual(['two', 'three']);
      expect(await comments.countOf(rig.db, postId)).toBe(3);
      expect(await comments.newest(rig.db, postId, 9)).toMatchObject([
        { ...said, text: 'one' },
        { text: 'two' },
        { text: 'three' },
      ]);
    });
  });

  test('comments that were said at once stand in the order in which they were said, however they came', async () => {
    const { postId } = await drafted();
    const said = { revision: 1, personId: rig.author, chat: 'slack', postId };
    await comments.add(rig.db, { ...said, text: 'second', saidAt: later(2) });
    await comments.add(rig.db, { ...said, text: 'first', saidAt: later(1) });
    await comments.add(rig.db, { ...said, text: 'third', saidAt: later(2) });
    const told = await comments.newest(rig.db, postId, 9);
    expect(told.map((one) => one.text)).toEqual(['first', 'second', 'third']);
    expect((await comments.newest(rig.db, postId, 1)).map((one) => one.text)).toEqual(['third']);
  });

  describe('absences', () => {
    const away = (personId: number, delegateId: number | null, until = later(1_000)) =>
      absences.keep(rig.db, { personId, delegateId, since: now, until });

    test('last until their time, and the last that was said counts', async () => {
      const { author, approver } = rig;
      await away(author, null, later(500));
      await away(author, approver);
      expect(await absences.current(rig.db, now)).toMatchObject([{ personId: author, delegateId: approver }]);
      expect(await absences.ofDelegate(rig.db, approver, later(999))).toHaveLength(1);
      expect(await absences.ofDelegate(rig.db, approver, later(1_000))).toEqual([]);
      expect(await absences.current(rig.db, later(1_000))).toEqual([]);
    });

    test('end when they are back; who was not away ends nothing', async () => {
      const { author } = rig;
      await away(author, null);
      expect(await absences.end(rig.db, author, now)).toMatchObject({ personId: author });
      expect(await absences.end(rig.db, author, now)).toBeUndefined();
      await away(author, null, later(1));
      expect(await absences.end(rig.db, author, later(1))).toBeUndefined();
    });

    test('of two who turn out to be one are one, and nobody stands in for themselves', async () => {
      const [one, other, third] = [await somebody(), await somebody(), await somebody()];
      await away(other, one);
      await away(third, other);
      await people.merge(rig.db, other, one, rig.mergeOthers);
      expect(await absences.current(rig.db, now)).toMatchObject([
        { personId: one, delegateId: null },
        { personId: third, delegateId: one },
      ]);
    });
  });

  describe('reviews without a decision', () => {
    test('are found by how long, and by how many reminders were sent', async () => {
      const [one, other, third] = [await drafted(), await drafted(), await approved()];
      await posts.update(rig.db, one.postId, { awaitedSince: now });
      await posts.update(rig.db, other.postId, { awaitedSince: now, reminded: 1 });
      await posts.update(rig.db, third.postId, { awaitedSince: now });
      expect(await posts.idle(rig.db, later(-1), 0, 10)).toEqual([]);
      expect(await posts.idle(rig.db, now, 0, 10)).toEqual([one.postId]);
      expect(await posts.idle(rig.db, now, 1, 10)).toEqual([other.postId]);
    });
  });

  test('everything that two did who turn out to be one is the one’s', async () => {
    const { postId, hash } = await drafted();
    const [one, other] = [await somebody(), await somebody()];
    const shared = { postId, revision: 1, hash, verdict: 'approve' as const, chat: 'slack' };
    await posts.addDecision(rig.db, { ...shared, personId: rig.approver, placeId: other });
    const said = { postId, revision: 1, personId: other, chat: 'slack', text: 'Mine', saidAt: now };
    await comments.add(rig.db, said);
    const frozen = await rig.db.transaction(async (transaction) => {
      const made = { scope: 'all', targets: ['nowhere'], reason: 'A test', personId: other, frozenAt: now };
      const { id } = await freezes.open(transaction, made);
      await freezes.lift(transaction, [id], { personId: other, at: now });
      return id;
    });
    await people.merge(rig.db, other, one, rig.mergeOthers);
    expect(await freezes.find(rig.db, frozen)).toMatchObject({ personId: one, liftedBy: one });
    await freezes.markReviewed(rig.db, frozen, now);
    expect(await posts.decisionsOf(rig.db, postId)).toMatchObject([{ placeId: one }]);
    expect(await comments.newest(rig.db, postId, 1)).toMatchObject([{ personId: one }]);
    expect(await people.findAll(rig.db, [one, other, rig.author])).toHaveLength(2);
    const latest = await people.all(rig.db, 1);
    expect(latest).toMatchObject([{ id: one, identities: { slack: expect.any(String) } }]);
  });
}
