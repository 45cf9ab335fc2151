/** Moderation: one case for a message and act, one standing sanction of a kind for a person, reports once for each. */
import { beforeEach, describe, expect, test } from 'vitest';
import * as cases from '../../src/store/cases.ts';
import * as people from '../../src/store/people.ts';
import * as claims from '../../src/store/sanction-claims.ts';
import * as sanctions from '../../src/store/sanctions.ts';
import { empty } from '../store/empty.ts';
import { NOW, type StoreRig } from './store-rig.ts';

const TOM = { chat: 'discord', userId: '7', userName: 'tom' };
const HOUR = 3_600_000;

export function moderationContract(rig: StoreRig): void {
  const open = (more: Partial<cases.NewCase> = {}) =>
    cases.open(rig.db, {
      ...TOM,
      ...{ origin: 'rule', action: 'timeout', state: 'acting', noticeKey: 'k', notice: 'none', at: NOW },
      ...more,
    });
  const impose = (caseId: number, until: number | null = NOW + HOUR) =>
    rig.db.transaction((transaction) =>
      sanctions.impose(transaction, { caseId, ...TOM, kind: 'timeout', until }, NOW),
    );
  const said = (message: string): cases.Evidence => ({
    ...{ chat: 'discord', channel: '9', message, text: 'slur', files: [], at: NOW, deletion: 'wanted' },
  });

  describe('a case', () => {
    beforeEach(() => empty(rig.db, 'case_notes', 'case_reports', 'case_messages', 'sanctions', 'cases'));

    test('holds a message once, and is found by it', async () => {
      const { id } = await open();
      await cases.addMessage(rig.db, id, said('1'));
      await cases.addMessage(rig.db, id, said('1'));
      expect(await cases.messagesOf(rig.db, id)).toHaveLength(1);
      expect((await cases.ofMessage(rig.db, said('1'))).map((one) => one.id)).toEqual([id]);
      expect(await cases.ofMessage(rig.db, said('2'))).toEqual([]);
    });

    test('goes on for whoever does the same soon after, while nobody has taken it back', async () => {
      const { id } = await open();
      expect((await cases.recentByRule(rig.db, TOM, 'timeout', NOW - 1))?.id).toBe(id);
      expect(await cases.recentByRule(rig.db, TOM, 'timeout', NOW + 1)).toBeUndefined();
      expect(await cases.recentByRule(rig.db, TOM, 'ban', NOW - 1)).toBeUndefined();
      await cases.update(rig.db, id, { state: 'undone' });
      expect(await cases.recentByRule(rig.db, TOM, 'timeout', NOW - 1)).toBeUndefined();
    });

    test('is decided about one after another for a person', async () => {
      const told: string[] = [];
      const decide = (name: string) =>
        rig.db.transaction(async (transaction) => {
          await cases.lockPerson(transaction, TOM);
          told.push(`${name} begins`);
          await cases.list(transaction, { person: TOM, most: 1 });
          told.push(`${name} ends`);
        });
      await Promise.all([decide('a'), decide('b')]);
      expect(told.map((one) => one.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
    });

    test('counts for its rules, and as wrong when it was taken back', async () => {
      const why = { span: [0, 1], matched: 'x', text: 'x', part: 'content', exemptions: {} } as const;
      const decisions = [
        { rule: 'slurs', action: 'timeout' as const, why: { ...why, span: [0, 1] as [number, number] } },
      ];
      await open({ decisions, state: 'done' });
      const { id } = await open({ decisions, state: 'done' });
      await cases.update(rig.db, id, { state: 'undone' });
      expect(await cases.countByRule(rig.db, NOW - 1)).toEqual([{ rule: 'slurs', acted: 2, undone: 1 }]);
      expect(await cases.countByRule(rig.db, NOW + 1)).toEqual([]);
    });

    test('takes a report of each person once, also when two turn out to be one', async () => {
      const { id } = await open({ origin: 'report', action: 'report', state: 'open' });
      const [ann, ben] = [
        await people.enrol(rig.db, { slack: 'UANN' }, { name: 'Ann' }),
        await people.enrol(rig.db, { discord: '70' }, { name: 'Ben' }),
      ];
      const report = (personId: number) => cases.addReport(rig.db, { caseId: id, personId, at: NOW });
      expect([await report(ann), await report(ann), await report(ben)]).toEqual([true, false, true]);
      expect(await cases.countReports(rig.db, ann, NOW)).toBe(1);
      await cases.mergePeople(rig.db, ann, ben);
      expect(await cases.reportersOf(rig.db, id)).toEqual([ann]);
      await empty(rig.db, 'case_reports');
    });
  });

  describe('a sanction', () => {
    beforeEach(() => empty(rig.db, 'case_notes', 'case_reports', 'case_messages', 'sanctions', 'cases'));

    test('takes the place of the one before it', async () => {
      const { id } = await open();
      const first = await impose(id);
      const second = await impose(id, null);
      expect(second.replaced.map((one) => one.id)).toEqual([first.imposed.id]);
      const standing = await sanctions.standing(rig.db, TOM);
      expect(standing.map((one) => one.id)).toEqual([second.imposed.id]);
    });

    test('is looked at when nothing was heard of it, and no more when it is over', async () => {
      const { imposed } = await impose((await open()).id);
      expect(await sanctions.unreconciled(rig.db, NOW, 10)).toEqual([imposed.id]);
      await sanctions.noteApplied(rig.db, imposed.id, { now: NOW, until: NOW + HOUR });
      expect(await sanctions.unreconciled(rig.db, NOW, 10)).toEqual([]);
      expect(await sanctions.unreconciled(rig.db, NOW + 1, 10)).toEqual([imposed.id]);
      expect(await sanctions.close(rig.db, imposed.id, 'expired', NOW)).toBe(true);
      expect(await sanctions.close(rig.db, imposed.id, 'by_hand', NOW)).toBe(false);
      await sanctions.noteApplied(rig.db, imposed.id, { now: NOW + 5, until: null });
      expect(await sanctions.find(rig.db, imposed.id)).toMatchObject({ state: 'over', endedAs: 'expired' });
      expect(await sanctions.unreconciled(rig.db, NOW + HOUR, 10)).toEqual([]);
    });

    test('is lifted once, and keeps what it knows', async () => {
      const { imposed } = await impose((await open()).id);
      expect([await sanctions.lift(rig.db, imposed.id), await sanctions.lift(rig.db, imposed.id)]).toEqual([
        true,
        false,
      ]);
      const found = await sanctions.find(rig.db, imposed.id);
      expect(found && sanctions.sanctionOf(found)).toEqual({
        ...{ kind: 'timeout', state: 'ending', until: NOW + HOUR, appliedAt: null, appliedUntil: null },
      });
    });
  });

  describe('a claim on what is brought about for a person', () => {
    const ban = { chat: 'discord', userId: '7', kind: 'ban' } as const;
    const take = (lease = HOUR) => claims.take(rig.db, ban, lease);
    beforeEach(() => empty(rig.db, 'sanction_claims'));

    test("is one process' alone, for each kind by itself", async () => {
      const one = await take();
      expect(one?.doubt).toBe(0);
      expect(await take()).toBeUndefined();
      expect(await claims.take(rig.db, { ...ban, kind: 'timeout' }, HOUR)).toBeDefined();
      expect(await claims.isUnderWay(rig.db, ban)).toBe(true);
      if (one) await claims.release(rig.db, one);
      expect(await claims.isUnderWay(rig.db, ban)).toBe(false);
      expect(await take()).toBeDefined();
    });

    test('is free when its lease is over, and then no more of whoever held it', async () => {
      const late = await take(-1);
      expect(await claims.isUnderWay(rig.db, ban)).toBe(false);
      const next = await take();
      expect(next).toMatchObject({ doubt: 0 });
      if (!late || !next) throw new Error('It is held.');
      expect(await claims.renew(rig.db, late, HOUR)).toBe(false);
      await claims.release(rig.db, late);
      expect(await claims.renew(rig.db, next, HOUR)).toBe(true);
    });

    test('of a process that is known to be dead is free at once, and in doubt for as long as its lease', async () => {
      await take();
      await claims.freeAll(rig.db);
      expect(await claims.isUnderWay(rig.db, ban)).toBe(true);
      const next = await take();
      expect(next?.doubt).toBeGreaterThan(HOUR / 2);
      if (next) await claims.release(rig.db, next);
      expect((await take())?.doubt).toBeGreaterThan(HOUR / 2);
    });
  });
}
