import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Approval,
  type ApprovalPolicy,
  approvalOf,
  awaitedNames,
  currentOf,
  type Decision,
  type Standing,
  stepsFor,
  stepsWith,
  stuckOn,
} from '../../src/posts/approval.ts';
import { anyDecision, policy as anyPolicy, play, played } from './approval-play.ts';

const nobody = { roles: [], names: [] };
const editorial = { name: 'Editorial', by: { roles: ['approver' as const], names: [] }, need: 1 };
const legal = { name: 'Legal', by: { roles: [], names: ['Lena', 'Kim'] }, need: 2 };
const policy = (...steps: ApprovalPolicy['steps']): ApprovalPolicy => ({
  ...{ selfApproval: false, steps, veto: nobody, emergency: nobody },
});
const approval = (step: string, personId: number, more: Partial<Decision> = {}): Decision => ({
  ...{ verdict: 'approve', kind: 'step', step, personId, placeId: null, countsAs: null },
  ...more,
});
const [lena, kim] = [
  { personId: 7, countsAs: 'Lena' },
  { personId: 8, countsAs: 'Kim' },
];
const decided = (...decisions: Decision[]) => approvalOf(policy(editorial, legal), ['web'], decisions);

describe('an approval', () => {
  test('without steps is one by any approver', () => {
    expect(approvalOf(policy(), ['web'], [])).toMatchObject({ outcome: 'waiting', position: 0 });
    expect(approvalOf(policy(), ['web'], [approval('', 1)])).toMatchObject({ outcome: 'approved' });
  });

  test('takes its steps in order, and each with as many people as it needs', () => {
    expect(decided()).toMatchObject({ outcome: 'waiting', position: 0 });
    const one = decided(approval('Editorial', 1));
    expect(one).toMatchObject({ outcome: 'waiting', position: 1 });
    expect(awaitedNames(currentOf(one) as Standing)).toEqual(['Lena', 'Kim']);
    const two = decided(approval('Editorial', 1), approval('Legal', 7, lena));
    expect(currentOf(two)).toMatchObject({ missing: 1 });
    expect(awaitedNames(currentOf(two) as Standing)).toEqual(['Kim']);
    expect(
      decided(approval('Editorial', 1), approval('Legal', 7, lena), approval('Legal', 8, kim)),
    ).toMatchObject({ outcome: 'approved', position: 2 });
  });

  test('counts nothing that was given for a step that is not the current one', () => {
    expect(decided(approval('Legal', 7, lena), approval('Editorial', 1))).toMatchObject({ position: 1 });
    expect(currentOf(decided(approval('Legal', 7, lena), approval('Editorial', 1)))?.missing).toBe(2);
  });

  test('counts a name only while it is on the list', () => {
    const gone = { personId: 9, countsAs: 'Gone' };
    expect(currentOf(decided(approval('Editorial', 1), approval('Legal', 9, gone)))?.missing).toBe(2);
  });

  test.each([
    ['reject', 'rejected'],
    ['request_changes', 'changes_requested'],
  ] as const)('ends with the first %s', (verdict, outcome) => {
    expect(decided(approval('Editorial', 1, { verdict }), approval('Editorial', 2)).outcome).toBe(outcome);
  });

  test('is vetoed at any step, and after all of them', () => {
    const veto = approval('', 3, { verdict: 'reject', kind: 'veto' });
    expect(decided(veto).outcome).toBe('vetoed');
    const all = [approval('Editorial', 1), approval('Legal', 7, lena), approval('Legal', 8, kim)];
    expect(decided(...all, veto).outcome).toBe('vetoed');
    expect(decided(...all, { ...veto, kind: 'step' }).outcome).toBe('approved');
  });

  test('in an emergency is one alone', () => {
    expect(decided(approval('Editorial', 3, { kind: 'emergency' }))).toMatchObject({
      ...{ outcome: 'approved', position: 2 },
    });
  });

  test('asks only in steps that count for where the post goes; where none does, any approver', () => {
    const steps = policy({ ...editorial, targets: ['news'] }, { ...legal, targets: ['web', 'news'] });
    expect(stepsFor(steps, ['web']).map((step) => step.name)).toEqual(['Legal']);
    expect(stepsFor(steps, ['news']).map((step) => step.name)).toEqual(['Editorial', 'Legal']);
    expect(stepsFor(steps, ['shop'])).toMatchObject([{ name: '', by: { roles: ['approver'] }, need: 1 }]);
  });

  test('asks in a step for every post while one of the targets that it names is not there', () => {
    const named = policy({ ...legal, targets: ['web', 'nwes'] });
    const steps = { ...named, steps: stepsWith(named.steps, ['web', 'news']) };
    expect(stepsFor(steps, ['news']).map((step) => step.name)).toEqual(['Legal']);
    const there = { ...named, steps: stepsWith(named.steps, ['web', 'news', 'nwes']) };
    expect(stepsFor(there, ['news']).map((step) => step.name)).toEqual(['']);
    expect(stepsWith([editorial], [])).toEqual([editorial]);
  });

  test('is stuck where too few are left without those whose own it is', () => {
    const standing = currentOf(decided(approval('Editorial', 1))) as Standing;
    expect(stuckOn(policy(legal), standing, ['Lena'])).toEqual(['Lena']);
    expect(stuckOn({ ...policy(legal), selfApproval: true }, standing, ['Lena'])).toEqual([]);
    expect(stuckOn(policy(legal), { ...standing, missing: 1 }, ['Lena'])).toEqual([]);
    expect(stuckOn(policy(legal), standing, ['Bo'])).toEqual([]);
  });
});

describe('whatever is decided', () => {
  const involved = ({ approvals }: Standing) =>
    approvals.flatMap(({ personId, placeId }) => [personId, placeId ?? personId].filter(distinct));
  const isWhole = ({ steps }: Approval) => steps.every((one) => one.approvals.length === one.step.need);
  const decisions = fc.array(anyDecision, { maxLength: 20 });

  test('nothing is approved with a step missing, but in an emergency', () => {
    fc.assert(
      fc.property(anyPolicy, decisions, (some, all) => {
        const end = approvalOf(some, ['web'], all);
        const wasEmergency = all.some((one) => one.kind === 'emergency' && one.verdict === 'approve');
        if (end.outcome === 'approved') expect(isWhole(end) || wasEmergency).toBe(true);
        if (end.outcome === 'waiting') expect(isWhole(end)).toBe(false);
      }),
    );
  });

  test('a step is begun only when those before it are whole', () => {
    fc.assert(
      fc.property(anyPolicy, decisions, (some, all) => {
        const { steps } = approvalOf(some, ['web'], all);
        const begun = steps.findLastIndex((one) => one.approvals.length > 0);
        for (const one of steps.slice(0, Math.max(0, begun))) expect(one.missing).toBe(0);
      }),
    );
  });

  test('nobody counts twice in a step, neither for themselves nor in a place', () => {
    fc.assert(
      fc.property(anyPolicy, decisions, (some, all) => {
        for (const standing of approvalOf(some, ['web'], all).steps) {
          const ids = involved(standing);
          expect(new Set(ids).size).toBe(ids.length);
          expect(standing.approvals.length + standing.missing).toBe(standing.step.need);
        }
      }),
    );
  });

  test('what is approved stays so, but for a veto; and nothing comes back from any other end', () => {
    fc.assert(
      fc.property(anyPolicy, decisions, decisions, (some, first, more) => {
        const { outcome } = approvalOf(some, ['web'], first);
        fc.pre(outcome !== 'waiting');
        const later = approvalOf(some, ['web'], [...first, ...more]).outcome;
        const vetoed = more.some((one) => one.kind === 'veto' && one.verdict === 'reject');
        expect(later).toBe(outcome === 'approved' && vetoed ? 'vetoed' : outcome);
      }),
    );
  });

  test('each decision that is allowed counts, once, and moves on only forwards', () => {
    fc.assert(
      fc.property(play, (given) => {
        for (const { before, decision, after: then } of played(given).moves) {
          expect(then.position).toBeGreaterThanOrEqual(before.position);
          const counted = (one: Approval) => one.steps.flatMap((standing) => standing.approvals).length;
          const isStep = decision.verdict === 'approve' && decision.kind === 'step';
          expect(counted(then) - counted(before)).toBe(isStep ? 1 : 0);
          if (decision.verdict !== 'approve') expect(['waiting', 'approved']).not.toContain(then.outcome);
        }
      }),
    );
  });

  test('nobody approves their own, nor in the place of whose it is, nor does anybody for them', () => {
    fc.assert(
      fc.property(play, (given) => {
        const own = given.policy.selfApproval ? [] : [given.authorId, given.editorId];
        for (const { verdict, personId, placeId } of played(given).decisions)
          if (verdict === 'approve') for (const id of [personId, placeId]) expect(own).not.toContain(id);
      }),
    );
  });

  test('who counts is in the step, by name or by role', () => {
    fc.assert(
      fc.property(play, (given) => {
        for (const { step, approvals } of played(given).end.steps)
          for (const { personId, placeId } of approvals) {
            const person = given.people.find(({ id }) => id === (placeId ?? personId));
            const isNamed = step.by.names.includes(person?.listedAs ?? '');
            const holds = person?.roles.some((role) => role === 'admin' || step.by.roles.includes(role));
            expect(isNamed || (step.by.roles.length > 0 && holds)).toBe(true);
          }
      }),
    );
  });

  function distinct(id: number, index: number, all: number[]): boolean {
    return all.indexOf(id) === index;
  }
});
