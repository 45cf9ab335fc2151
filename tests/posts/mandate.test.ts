import { describe, expect, test } from 'vitest';
import { type ApprovalPolicy, approvalOf, type Decision } from '../../src/posts/approval.ts';
import { mandateFor, type Voter, type Wish } from '../../src/posts/mandate.ts';

const person = (id: number, name: string, roles: Voter['roles'] = []): Voter => ({
  ...{ id, name, listedAs: name, roles },
});
const ada = person(1, 'Ada', ['author', 'approver']);
const ben = person(2, 'Ben', ['approver']);
const lena = person(3, 'Lena');
const kim = person(4, 'Kim');
const dan = person(5, 'Dan', ['author']);
const eve = person(6, 'Eve', ['admin']);

const names = (...all: string[]) => ({ roles: [], names: all });
const policy: ApprovalPolicy = {
  selfApproval: false,
  steps: [
    { name: 'Editorial', by: { roles: ['approver'], names: [] }, need: 1 },
    { name: 'Legal', by: names('Lena', 'Kim'), need: 2 },
  ],
  veto: names('Kim'),
  emergency: names('Eve', 'Ada'),
};
const plain: ApprovalPolicy = { ...policy, steps: [], veto: names(), emergency: names() };
const approved = (step: string, by: Voter, place?: Voter): Decision => ({
  ...{ verdict: 'approve', kind: 'step', step, personId: by.id },
  ...{ placeId: place?.id ?? null, countsAs: (place ?? by).name },
});
const edited = approved('Editorial', ben);

/** By Ada, last changed by `editor`. */
function ruling(
  who: Voter,
  wish: Wish,
  { done = [] as Decision[], absent = [] as Voter[], rules = policy, editor = ada } = {},
) {
  const approval = approvalOf(rules, ['web'], done);
  return mandateFor({ policy: rules, approval, authorId: ada.id, editorId: editor.id }, wish, who, absent);
}

describe('without steps', () => {
  const rules = plain;
  test('any approver decides, and an admin', () => {
    for (const who of [ben, eve])
      expect(ruling(who, 'approve', { rules }).mandate).toEqual({ kind: 'step', step: '' });
  });

  test('nobody else does, and the role is told', () => {
    for (const wish of ['approve', 'reject', 'request_changes'] as const)
      expect(ruling(dan, wish, { rules }).against).toMatchObject({
        message: 'This needs the role approver; you have author.',
        remedy: 'An admin can give it in the team file.',
      });
  });

  test('nobody approves what they wrote, or changed last; they may refuse it', () => {
    expect(ruling(ada, 'approve', { rules }).against).toMatchObject({ id: 'approval.self' });
    expect(ruling(ben, 'approve', { rules, editor: ben }).against).toMatchObject({ id: 'approval.self' });
    expect(ruling(ada, 'reject', { rules }).mandate).toBeDefined();
    expect(ruling(ada, 'request_changes', { rules }).mandate).toBeDefined();
  });

  test('where the team allows it, they may', () => {
    const allowed = { ...plain, selfApproval: true };
    expect(ruling(ada, 'approve', { rules: allowed }).mandate).toBeDefined();
  });

  test('there is no emergency approval and no veto', () => {
    expect(ruling(eve, 'emergency', { rules }).against?.message).toMatch(/no emergency approval/);
    const done = [approved('', ben)];
    expect(ruling(ben, 'reject', { rules, done }).against).toMatchObject({ id: 'approval.approved' });
  });
});

describe('in a step', () => {
  test('those decide who are of it, and the others are told who is', () => {
    expect(ruling(ben, 'approve').mandate).toEqual({ kind: 'step', step: 'Editorial' });
    expect(ruling(lena, 'approve').against).toMatchObject({
      message: 'Editorial is decided by any approver; you are not among them.',
    });
    expect(ruling(lena, 'approve', { done: [edited] }).mandate).toEqual({ kind: 'step', step: 'Legal' });
    expect(ruling(eve, 'approve', { done: [edited] }).against?.message).toContain('Lena or Kim');
  });

  test('each counts once, and is told how many are missing', () => {
    const done = [edited, approved('Legal', lena)];
    expect(ruling(lena, 'approve', { done }).against).toMatchObject({
      id: 'approval.counted',
      message: 'You have approved this already, and one person counts once.',
      remedy: 'One more person is needed: Kim.',
    });
    expect(ruling(lena, 'reject', { done }).mandate).toBeDefined();
  });

  test('a veto is for whom the policy names, at any step and after the last', () => {
    expect(ruling(kim, 'reject').mandate).toEqual({ kind: 'veto', step: 'Editorial' });
    expect(ruling(kim, 'request_changes').against).toMatchObject({ id: 'approval.not_awaited' });
    const done = [edited, approved('Legal', lena), approved('Legal', kim)];
    expect(ruling(kim, 'reject', { done }).mandate).toEqual({ kind: 'veto', step: '' });
    expect(ruling(ben, 'reject', { done }).against?.message).toContain('only Kim can still reject it');
  });

  test('an emergency is for whom the policy names, and never their own post', () => {
    expect(ruling(eve, 'emergency').mandate).toMatchObject({ kind: 'emergency' });
    expect(ruling(ben, 'emergency').against?.message).toBe('Emergency approval is for Eve or Ada.');
    expect(ruling(ada, 'emergency').against).toMatchObject({ id: 'approval.self' });
  });
});

describe('in the place of somebody who is away', () => {
  test('their delegate decides, and it counts as theirs', () => {
    const done = [edited];
    expect(ruling(dan, 'approve', { done, absent: [lena] }).mandate).toMatchObject({ place: lena });
    expect(ruling(dan, 'reject', { done, absent: [lena] }).mandate).toMatchObject({ place: lena });
    expect(ruling(dan, 'reject', { absent: [kim] }).mandate).toMatchObject({ kind: 'veto', place: kim });
    expect(ruling(dan, 'approve', { done }).against).toBeDefined();
  });

  test('who is of the step themselves counts as themselves, and once', () => {
    const done = [edited];
    expect(ruling(kim, 'approve', { done, absent: [lena] }).mandate).toEqual({ kind: 'step', step: 'Legal' });
    const both = [edited, approved('Legal', kim)];
    expect(ruling(kim, 'approve', { done: both, absent: [lena] }).against).toMatchObject({
      id: 'approval.counted',
    });
  });

  test('one delegate of two decides for one of them', () => {
    const absent = [lena, kim];
    const done = [edited, approved('Legal', dan, lena)];
    expect(ruling(dan, 'approve', { done, absent }).against).toMatchObject({ id: 'approval.counted' });
  });

  test('who was decided for does not decide again, nor is decided for once they did', () => {
    const forLena = [edited, approved('Legal', dan, lena)];
    expect(ruling(lena, 'approve', { done: forLena }).against).toMatchObject({ id: 'approval.counted' });
    const byLena = [edited, approved('Legal', lena)];
    expect(ruling(dan, 'approve', { done: byLena, absent: [lena] }).against).toMatchObject({
      message: 'Lena counts in this step already.',
    });
  });

  test('nobody approves their own through another, nor for whose it is', () => {
    expect(ruling(dan, 'approve', { absent: [ada] }).against).toMatchObject({
      message: 'Ada wrote this post, or changed it last; nobody approves it in their place.',
    });
    expect(ruling(dan, 'approve', { absent: [ben], editor: dan }).against).toMatchObject({
      id: 'approval.self',
    });
    expect(ruling(dan, 'approve', { absent: [ada, ben] }).mandate).toMatchObject({ place: ben });
  });

  test('an emergency is in nobody else’s power', () => {
    expect(ruling(dan, 'emergency', { absent: [eve] }).against).toMatchObject({ id: 'approval.emergency' });
  });
});
