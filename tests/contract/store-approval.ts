/** What approval keeps: in what capacity somebody decided, comments, absences, notices, and how long nobody decided. */
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import * as absences from '../../src/store/absences.ts';
import * as cards from '../../src/store/cards.ts';
import * as comments from '../../src/store/comments.ts';
import * as freezes from '../../src/store/freezes.ts';
import * as notices from '../../src/store/notices.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import { empty } from '../store/empty.ts';
import { LEASE, NOW, type StoreRig } from './store-rig.ts';

export function approvalContract(rig: StoreRig): void {
  const { approved, drafted } = rig;
  const now = new Date(NOW);
  const later = (ms: number) => new Date(NOW + ms);
  let count = 0;
  const somebody = () => people.enrol(rig.db, { slack: `UA${++count}` }, { name: `Cy ${count}` });
  beforeEach(() => empty(rig.db, 'notices', 'absences'));

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
      await people.merge(rig.db, other, one);
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

  describe('notices', () => {
    const reminder = (postId: number, to: notices.WantedNotice['to'], more = {}) => ({
      ...{ kind: 'reminder' as const, postId, revision: 1, ordinal: 0, to },
      ...more,
    });

    test('are wanted once: the same again adds only who was not told', async () => {
      const { postId } = await drafted();
      const { author, approver } = rig;
      const channel = { chat: 'slack', channel: 'C1' };
      const first = [reminder(postId, { personId: author }), reminder(postId, channel)];
      expect(await notices.want(rig.db, first)).toHaveLength(2);
      const again = [...first, reminder(postId, { personId: approver })];
      expect(await notices.want(rig.db, again)).toMatchObject([{ personId: approver }]);
      const others = [
        reminder(postId, { personId: author }, { ordinal: 1 }),
        reminder(postId, { personId: author }, { revision: 2 }),
        reminder(postId, { chat: 'discord', channel: '2' }),
      ];
      expect(await notices.want(rig.db, others)).toHaveLength(3);
      expect(await notices.want(rig.db, [])).toEqual([]);
    });

    test('are taken by one at a time, oldest first, until they are done', async () => {
      const { postId } = await drafted();
      const people = [{ personId: rig.author }, { personId: rig.approver }];
      const wanted = await notices.want(
        rig.db,
        people.map((to) => reminder(postId, to)),
      );
      const taken = await Promise.all([1, 2, 3].map(() => notices.take(rig.db, [], LEASE)));
      const ids = taken.flatMap((one) => one?.id ?? []);
      expect(ids.sort()).toEqual(wanted.map((one) => one.id).sort());
      const [first = 0, second = 0] = ids;
      await notices.giveBack(rig.db, first);
      expect(await notices.take(rig.db, [first], LEASE)).toBeUndefined();
      expect(await notices.take(rig.db, [], -1)).toMatchObject({ id: first });
      expect(await notices.take(rig.db, [], LEASE)).toMatchObject({ id: first });
      await notices.finish(rig.db, first, { chat: 'slack', channel: 'D1', message: 'm1' });
      expect(await notices.isAnyWaiting(rig.db)).toBe(true);
      await notices.finish(rig.db, second);
      expect(await notices.isAnyWaiting(rig.db)).toBe(false);
    });

    test('that were sent become cards of the post; a later one takes the place of the one before', async () => {
      const { postId } = await drafted();
      const [one, other] = await notices.want(rig.db, [
        reminder(postId, { personId: rig.author }),
        reminder(postId, { personId: rig.author }, { ordinal: 1 }),
      ]);
      if (!one || !other) throw new Error('not wanted');
      const sent = { chat: 'slack', channel: 'D1', message: 'm1' };
      expect(await notices.adoptAsCard(rig.db, one, sent, 'h1')).toBeUndefined();
      expect(await notices.adoptAsCard(rig.db, one, sent, 'h1')).toBeUndefined();
      const [before] = await cards.ofSubject(rig.db, cards.subjectOf('post', postId));
      const edited = before && (await cards.take(rig.db, before.id, LEASE));
      if (!edited) throw new Error('not taken');
      expect(await notices.adoptAsCard(rig.db, other, { ...sent, message: 'm2' }, 'h2')).toBe('m1');
      // Whoever was editing the one before.
      await cards.release(rig.db, edited, { message: 'm1', shownHash: 'h3' });
      expect(await cards.ofSubject(rig.db, cards.subjectOf('post', postId))).toMatchObject([
        { ...sent, message: 'm2', key: other.key, attempted: true, shownHash: 'h2', leaseUntil: null },
      ]);
    });

    test('of two who turn out to be one are not told twice', async () => {
      const { postId } = await drafted();
      const [one, other] = [await somebody(), await somebody()];
      await notices.want(rig.db, [
        reminder(postId, { personId: one }),
        reminder(postId, { personId: other }),
        reminder(postId, { personId: other }, { ordinal: 1 }),
      ]);
      await people.merge(rig.db, other, one);
      const found = await rig.db.execute<{ ordinal: number }>(
        sql`select ordinal from notices where person_id = ${one} order by ordinal`,
      );
      expect(found.rows.map((row) => row.ordinal)).toEqual([0, 1]);
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
    await people.merge(rig.db, other, one);
    expect(await freezes.find(rig.db, frozen)).toMatchObject({ personId: one, liftedBy: one });
    await freezes.markReviewed(rig.db, frozen, now);
    expect(await posts.decisionsOf(rig.db, postId)).toMatchObject([{ placeId: one }]);
    expect(await comments.newest(rig.db, postId, 1)).toMatchObject([{ personId: one }]);
    expect(await people.findAll(rig.db, [one, other, rig.author])).toHaveLength(2);
    const latest = await people.all(rig.db, 1);
    expect(latest).toMatchObject([{ id: one, identities: { slack: expect.any(String) } }]);
  });
}
