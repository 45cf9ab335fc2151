/** A team that decides: policies of every kind, and people who try what they like, allowed or not. */
import fc from 'fast-check';
import type { Role } from '../../src/people/role.ts';
import {
  type Approval,
  type ApprovalPolicy,
  approvalOf,
  type Decision,
  type Step,
} from '../../src/posts/approval.ts';
import { mandateFor, type Voter, type Wish } from '../../src/posts/mandate.ts';

export const NAMES = ['Ada', 'Ben', 'Cy', 'Dan', 'Eve'];
export const WISHES: Wish[] = ['approve', 'reject', 'request_changes', 'emergency'];

const party = fc
  .record({
    roles: fc.subarray<Role>(['approver', 'moderator'], { maxLength: 1 }),
    names: fc.subarray(NAMES, { maxLength: 3 }),
  })
  .filter(({ roles, names }) => roles.length + names.length > 0);

const step = party.chain((by) =>
  fc.record({
    by: fc.constant(by),
    need: fc.integer({ min: 1, max: by.roles.length > 0 ? 3 : by.names.length }),
    targets: fc.option(fc.subarray(['web', 'news'], { minLength: 1 }), { nil: undefined }),
  }),
);

export const policy: fc.Arbitrary<ApprovalPolicy> = fc.record({
  selfApproval: fc.boolean(),
  steps: fc
    .array(step, { maxLength: 4 })
    .map((steps) => steps.map((one, index): Step => ({ ...one, name: `Step ${index + 1}` }))),
  veto: party,
  emergency: party,
});

/** Ids from 1, in the order of `NAMES`. */
export const people: fc.Arbitrary<Voter[]> = fc
  .tuple(...NAMES.map(() => fc.subarray<Role>(['author', 'approver', 'moderator', 'admin'])))
  .map((roles) =>
    NAMES.map((name, index) => ({ id: index + 1, name, listedAs: name, roles: roles[index] ?? [] })),
  );

/** Somebody tries something; the ones named stand away with them as their delegate. */
export const attempt = fc.record({
  who: fc.integer({ min: 0, max: NAMES.length - 1 }),
  // Mostly approvals: with more of the others hardly a play would come to an end.
  wish: fc.oneof({ weight: 8, arbitrary: fc.constant<Wish>('approve') }, fc.constantFrom(...WISHES)),
  absent: fc.subarray([0, 1, 2, 3, 4], { maxLength: 2 }),
});
export type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

export interface Play {
  policy: ApprovalPolicy;
  people: Voter[];
  authorId: number;
  editorId: number;
  attempts: Attempt[];
}

export const play: fc.Arbitrary<Play> = fc.record({
  policy,
  people,
  authorId: fc.integer({ min: 1, max: NAMES.length }),
  editorId: fc.integer({ min: 1, max: NAMES.length }),
  attempts: fc.array(attempt, { maxLength: 25 }),
});

/** Every decision that was allowed, with how it stood before and after. */
export function played({ policy, people, authorId, editorId, attempts }: Play) {
  const decisions: Decision[] = [];
  const moves: { before: Approval; decision: Decision; after: Approval }[] = [];
  for (const { who, wish, absent } of attempts) {
    const before = approvalOf(policy, ['web'], decisions);
    if (before.outcome !== 'waiting' && !(before.outcome === 'approved' && wish === 'reject')) continue;
    const person = people[who] as Voter;
    const away = absent.filter((index) => index !== who).map((index) => people[index] as Voter);
    const { mandate } = mandateFor({ policy, approval: before, authorId, editorId }, wish, person, away);
    if (!mandate) continue;
    const { kind, step: name, place } = mandate;
    const decision: Decision = {
      ...{ kind, step: name, personId: person.id, placeId: place?.id ?? null },
      verdict: wish === 'emergency' ? 'approve' : wish,
      countsAs: (place ?? person).listedAs ?? null,
    };
    decisions.push(decision);
    moves.push({ before, decision, after: approvalOf(policy, ['web'], decisions) });
  }
  return { decisions, moves, end: approvalOf(policy, ['web'], decisions) };
}

/** Any decisions at all, as no honest play would make them. */
export const anyDecision: fc.Arbitrary<Decision> = fc.record({
  verdict: fc.constantFrom('approve', 'approve', 'approve', 'reject', 'request_changes'),
  kind: fc.constantFrom('step', 'step', 'step', 'veto', 'emergency'),
  step: fc.constantFrom('', 'Step 1', 'Step 2', 'Step 3', 'Step 4', 'Step 5'),
  personId: fc.integer({ min: 1, max: 5 }),
  placeId: fc.option(fc.integer({ min: 1, max: 5 })),
  countsAs: fc.option(fc.constantFrom(...NAMES)),
});
