/** Whether enough approved, by the log alone: checked against how posts are approved, on plays of every kind. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Consistency } from '../../src/audit/consistency.ts';
import { quorumOf, rightIn } from '../../src/audit/quorum.ts';
import { type Decision, stepsFor } from '../../src/posts/approval.ts';
import { type Play, play, played } from '../posts/approval-play.ts';

const CONTENT = 'a'.repeat(64);

/** The log of a play, and of a delivery of it. */
function logOf(given: Play, decisions: Decision[]) {
  const steps = stepsFor(given.policy, ['web']);
  const quorum = quorumOf({ ...given.policy, steps });
  const on = { post: 1, revision: 1, content: CONTENT };
  const approvals = decisions.flatMap(({ verdict, kind, step, personId, placeId }) => {
    if (verdict !== 'approve') return [{ kind: `post.${verdict}`, person: { id: personId }, ...on }];
    const party = kind === 'emergency' ? given.policy.emergency : steps.find(({ name }) => name === step)?.by;
    const who = given.people.find(({ id }) => id === (placeId ?? personId));
    const by = party && who && rightIn(party, who);
    const place = placeId === null ? {} : { for: { id: placeId, name: 'Away' } };
    const details = { ...(step === '' ? {} : { step }), ...place, by, quorum };
    return [
      {
        kind: kind === 'emergency' ? 'post.emergency' : 'post.approve',
        person: { id: personId },
        ...on,
        details,
      },
    ];
  });
  const submitted = { kind: 'post.submitted', person: { id: given.editorId }, ...on };
  return [submitted, ...approvals, { kind: 'delivery.sent', ...on, details: { delivery: 1 } }];
}

function faultsOf(entries: object[]): string[] {
  const consistency = new Consistency();
  for (const [index, entry] of entries.entries()) consistency.read(index + 1, JSON.stringify(entry));
  return consistency.faults;
}

test('what was approved as the policy asks is in order, and what was not is named with what it missed', () => {
  fc.assert(
    fc.property(play, (given) => {
      const { decisions, end } = played(given);
      const faults = faultsOf(logOf(given, decisions));
      if (end.outcome === 'approved') expect(faults).toEqual([]);
      else expect(faults).toHaveLength(1);
      if (end.outcome !== 'waiting' || decisions.length === 0) return;
      const { step, approvals } = end.steps[end.position] ?? {};
      expect(faults[0]).toContain(`sent with ${approvals?.length} of the ${step?.need} approvals`);
    }),
    { numRuns: 100 },
  );
});

describe('a post that needs two approvers and a lawyer', () => {
  const quorum = {
    steps: [
      { name: 'Editorial', need: 2, roles: ['approver'], named: 0 },
      { name: 'Legal', need: 1, roles: [], named: 2 },
    ],
    emergency: { roles: ['admin'], named: 0 },
    selfApproval: false,
  };
  const on = { post: 4, revision: 1, content: CONTENT };
  const submitted = { kind: 'post.submitted', person: { id: 1 }, ...on };
  const approve = (id: number, step = 'Editorial', more = {}) => ({
    ...{ kind: 'post.approve', person: { id }, ...on },
    details: { step, by: step === 'Legal' ? 'named' : 'approver', quorum, ...more },
  });
  const sent = { kind: 'delivery.sent', ...on, details: { delivery: 1 } };
  const told = (...entries: object[]) => faultsOf([submitted, ...entries, sent]);

  test('is in order with all three', () => {
    expect(told(approve(2), approve(3), approve(4, 'Legal'))).toEqual([]);
  });

  test.each<[string, object[], string]>([
    [
      'with one',
      [approve(2)],
      'Row 3: post 4 was sent with 1 of the 2 approvals that its step Editorial needed.',
    ],
    ['with the same one twice', [approve(2), approve(2)], 'with 1 of the 2'],
    [
      'with one who stands in for another that counts already',
      [approve(2), approve(3, 'Editorial', { for: { id: 2, name: 'Ben' } })],
      'with 1 of the 2',
    ],
    ['without the lawyer', [approve(2), approve(3)], 'with 0 of the 1 approvals that its step Legal'],
    ['with the lawyer first', [approve(4, 'Legal'), approve(2), approve(3)], 'its step Legal'],
    [
      'with approvals of another content',
      [{ ...approve(2), content: 'b'.repeat(64) }, approve(3)],
      'with 1 of the 2',
    ],
    [
      'with what was sent back in between',
      [approve(2), { kind: 'post.request_changes', person: { id: 3 }, ...on }, approve(3)],
      'with 1 of the 2',
    ],
  ])('is named when it was sent %s', (_what, entries, words) => {
    expect(told(...entries)).toEqual([expect.stringContaining(words)]);
  });

  test('whoever changed it last, or holds no right to the step, is named', () => {
    expect(told(approve(1), approve(2), approve(4, 'Legal'))).toEqual([
      'Row 2: post 4 was approved by whoever had changed it last.',
    ]);
    expect(told(approve(2), approve(3, 'Editorial', { by: 'author' }), approve(4, 'Legal'))).toEqual([
      'Row 3: post 4 was approved by somebody whom no step of it asked for.',
    ]);
  });

  test('goes out by an emergency approval of who may, and of nobody else', () => {
    const emergency = (by: string) => ({
      ...{ ...approve(5), kind: 'post.emergency' },
      details: { step: 'Editorial', by, quorum },
    });
    expect(told(emergency('admin'))).toEqual([]);
    expect(told(emergency('approver'))).toEqual([expect.stringContaining('Row 2')]);
  });

  test('is not judged by entries from before they told their policy', () => {
    const { details: _, ...old } = approve(2);
    expect(told(old)).toEqual([]);
  });
});
