/**
 * Approval in steps. From the policy, where a post goes and what was decided on its revision, `approvalOf` says which
 * step is current, how many approvals it misses, and whether the post is approved, rejected or vetoed. Who may decide
 * is in mandate.ts.
 *
 * Decisions are replayed in their order. An approval counts for the step for which it was given, while that step is
 * current; so no step is ever skipped, also where the policy was changed meanwhile. One person counts once in a step,
 * whether for themselves or in somebody's place.
 */
import type { Party } from '../people/party.ts';

export interface ApprovalPolicy {
  /** An author may approve their own post. */
  selfApproval: boolean;
  /** In order. None: one step, any approver. */
  steps: Step[];
  /** Who may reject at any step, and also what is approved and not out yet. */
  veto: Party;
  /** Who may approve alone, with a reason. */
  emergency: Party;
  /** Who may stand in for somebody who is away; undefined: everybody of the team. */
  delegates?: Party;
}

export interface Step {
  /** Each once; empty for the one that stands where the policy has none. */
  name: string;
  by: Party;
  /** How many different people. */
  need: number;
  /** It counts only for posts that go to one of them; undefined: for all. */
  targets?: string[];
}

export interface Reminder {
  /** ms without a decision. */
  after: number;
  /** Undefined: those whose decision is awaited. */
  to?: Party;
}

export type Verdict = 'approve' | 'reject' | 'request_changes';

/** `step`: one of those whose decision was awaited. */
export type DecisionKind = 'step' | 'veto' | 'emergency';

/** What somebody decided on a revision. */
export interface Decision {
  verdict: Verdict;
  kind: DecisionKind;
  /** The name of the step for which it was given. */
  step: string;
  personId: number;
  /** Somebody who was away, in whose place it was decided. */
  placeId: number | null;
  /** As whom it counts, by the name in the team file. */
  countsAs: string | null;
}

export interface Approval<D extends Decision = Decision> {
  outcome: 'waiting' | 'approved' | 'rejected' | 'vetoed' | 'changes_requested';
  /** Those that count for where this post goes. */
  steps: Standing<D>[];
  /** Of the current step; as many as there are steps once it is approved. */
  position: number;
}

export interface Standing<D extends Decision = Decision> {
  step: Step;
  /** Those that count. */
  approvals: D[];
  /** How many more are needed. */
  missing: number;
}

/** `decisions`: all of one revision, oldest first. */
export function approvalOf<D extends Decision>(
  policy: ApprovalPolicy,
  targets: readonly string[],
  decisions: readonly D[],
): Approval<D> {
  const steps = stepsFor(policy, targets).map((step) => ({ step, approvals: [], missing: step.need }));
  return decisions.reduce<Approval<D>>(after, { outcome: 'waiting', steps, position: 0 });
}

/** Where no step of the policy counts, one stands in for them: nothing goes out unapproved. */
export function stepsFor({ steps }: ApprovalPolicy, targets: readonly string[]): Step[] {
  const counting = steps.filter((step) => step.targets?.some((target) => targets.includes(target)) ?? true);
  return counting.length > 0 ? counting : [ANY_APPROVER];
}

/**
 * As they count while only these targets are there. A step that names another one counts for every post: whether the name
 * is of one to come, of one that is gone, or a slip, nothing passes by a step for it.
 */
export function stepsWith(steps: readonly Step[], known: readonly string[]): Step[] {
  return steps.map(({ targets, ...step }) =>
    targets?.every((name) => known.includes(name)) ? { ...step, targets } : step,
  );
}

/** The step whose decision is awaited. */
export function currentOf<D extends Decision>({ outcome, steps, position }: Approval<D>) {
  return outcome === 'waiting' ? steps[position] : undefined;
}

/** Whether the step needs every one of those whom it names. */
export function needsAll({ by, need }: Step): boolean {
  return by.roles.length === 0 && need === by.names.length;
}

/** Whether this person counts in that step already, for themselves or in somebody's place, or somebody in theirs. */
export function isCounted({ approvals }: Standing, personId: number): boolean {
  return approvals.some((one) => one.personId === personId || one.placeId === personId);
}

/** The named ones of a step that have not decided yet. */
export function awaitedNames({ step, approvals }: Standing): string[] {
  return step.by.names.filter((name) => !approvals.some((one) => one.countsAs === name));
}

/**
 * The names that can never decide on this post since it is theirs, where too few are left without them. `own`: its
 * author and its last editor, as the team file lists them.
 */
export function stuckOn(policy: ApprovalPolicy, standing: Standing, own: string[]): string[] {
  const awaited = awaitedNames(standing);
  const barred = policy.selfApproval ? [] : awaited.filter((name) => own.includes(name));
  const enough = standing.step.by.roles.length > 0 || awaited.length - barred.length >= standing.missing;
  return enough ? [] : barred;
}

function after<D extends Decision>(approval: Approval<D>, decision: D): Approval<D> {
  const { verdict, kind } = decision;
  const isVeto = verdict === 'reject' && kind === 'veto';
  if (approval.outcome === 'approved' && isVeto) return { ...approval, outcome: 'vetoed' };
  if (approval.outcome !== 'waiting') return approval;
  if (verdict === 'request_changes') return { ...approval, outcome: 'changes_requested' };
  if (verdict === 'reject') return { ...approval, outcome: isVeto ? 'vetoed' : 'rejected' };
  if (kind === 'emergency') return { ...approval, outcome: 'approved', position: approval.steps.length };
  return afterApproval(approval, decision);
}

function afterApproval<D extends Decision>(approval: Approval<D>, decision: D): Approval<D> {
  const current = approval.steps[approval.position];
  if (!current || !counts(current, decision)) return approval;
  const approvals = [...current.approvals, decision];
  const missing = current.missing - 1;
  const steps = approval.steps.with(approval.position, { ...current, approvals, missing });
  const position = approval.position + (missing === 0 ? 1 : 0);
  return { outcome: position === steps.length ? 'approved' : 'waiting', steps, position };
}

function counts(standing: Standing, { step, personId, placeId, countsAs }: Decision): boolean {
  const { by, name } = standing.step;
  // Whether a role was held is known only when somebody decides; whether a name is on the list, at any time.
  const isMeant = by.roles.length > 0 || by.names.includes(countsAs ?? '');
  const people = [personId, placeId ?? personId];
  return step === name && isMeant && !people.some((id) => isCounted(standing, id));
}

const ANY_APPROVER: Step = { name: '', by: { roles: ['approver'], names: [] }, need: 1 };
