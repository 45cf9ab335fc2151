/**
 * Who may decide on a post now: for which step, and in whose place, or why not. Somebody who is in the step decides
 * for themselves; who stands in for somebody away decides in their place. Nobody approves what they wrote or changed
 * last, neither for themselves nor in another's place, nor does anybody in theirs.
 */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { includes, isNobody, type Party, partyWords } from '../people/party.ts';
import { isOfTeam, type Person } from '../people/person.ts';
import {
  type Approval,
  type ApprovalPolicy,
  awaitedNames,
  type DecisionKind,
  isCounted,
  type Standing,
  type Verdict,
} from './approval.ts';

export type Voter = Pick<Person, 'id' | 'name' | 'roles' | 'listedAs'>;

/** What somebody wants to do. */
export type Wish = Verdict | 'emergency';

export interface Review {
  policy: ApprovalPolicy;
  approval: Approval;
  /** Whose own it is. */
  authorId: number;
  editorId: number;
}

/** In what capacity a decision is taken. */
export interface Mandate {
  kind: DecisionKind;
  step: string;
  /** Who was away; undefined: they decide for themselves. */
  place?: Voter;
}

export type Ruling = { mandate: Mandate; against?: undefined } | { mandate?: undefined; against: Finding };

/** `absent`: those for whom the person stands in. */
export function mandateFor(review: Review, wish: Wish, person: Voter, absent: Voter[]): Ruling {
  if (absent.length === 0 || mayStandIn(review.policy, person)) return rule(review, wish, person, absent);
  const own = rule(review, wish, person, []);
  const wouldDo = own.against && rule(review, wish, person, absent).mandate;
  return wouldDo ? { against: mayNotStandIn(review.policy, absent) } : own;
}

/** As they are now, not as they were when somebody named them. */
export function mayStandIn(
  { delegates }: Pick<ApprovalPolicy, 'delegates'>,
  person: Pick<Person, 'roles' | 'listedAs'>,
): boolean {
  return isOfTeam(person) && (delegates === undefined || includes(delegates, person));
}

function rule(review: Review, wish: Wish, person: Voter, absent: Voter[]): Ruling {
  switch (wish) {
    case 'approve':
      return toApprove(review, person, absent);
    case 'emergency':
      return toApproveAlone(review, person);
    default:
      return toRefuse(review, wish, person, absent);
  }
}

function toApprove(review: Review, person: Voter, absent: Voter[]): Ruling {
  const current = currentOf(review);
  const { name, by } = current.step;
  const isMember = includes(by, person);
  const places = isMember ? [person] : absent.filter((one) => includes(by, one));
  if (places.length === 0) return { against: notAwaited(t('Approve'), current, person) };
  if (isOwn(review, person)) return { against: itIsYours() };
  const others = places.filter((place) => !isOwn(review, place));
  if (others.length === 0) return { against: itIsTheirs(places) };
  const place = isCounted(current, person.id) ? undefined : others.find((one) => !isCounted(current, one.id));
  if (!place) return { against: alreadyCounted(current, person, others) };
  return { mandate: { kind: 'step', step: name, ...(place === person ? {} : { place }) } };
}

/** Alone and in person: nobody does that in another's place. */
function toApproveAlone(review: Review, person: Voter): Ruling {
  const { emergency } = review.policy;
  if (!includes(emergency, person)) return { against: notForEmergencies(emergency) };
  if (isOwn(review, person)) return { against: itIsYours() };
  return { mandate: { kind: 'emergency', step: currentOf(review).step.name } };
}

/** Their own post they may refuse as well. */
function toRefuse(review: Review, wish: Verdict, person: Voter, absent: Voter[]): Ruling {
  const current = currentOf(review);
  const capable = (party: Party) => [person, ...absent].find((one) => includes(party, one));
  const inPlace = (one: Voter) => (one === person ? {} : { place: one });
  const step = current.step.name;
  const isWaiting = review.approval.outcome === 'waiting';
  const decides = isWaiting ? capable(current.step.by) : undefined;
  if (decides) return { mandate: { kind: 'step', step, ...inPlace(decides) } };
  const vetoes = wish === 'reject' ? capable(review.policy.veto) : undefined;
  if (vetoes) return { mandate: { kind: 'veto', step: isWaiting ? step : '', ...inPlace(vetoes) } };
  if (!isWaiting) return { against: approvedAlready(review.policy.veto) };
  return { against: notAwaited(wish === 'reject' ? t('Reject') : t('Request changes'), current, person) };
}

/** The last one still asks where the policy was changed and all that is left of it is done. */
function currentOf({ approval: { steps, position } }: Review): Standing {
  return (steps[position] ?? steps.at(-1)) as Standing;
}

function isOwn({ policy, authorId, editorId }: Review, { id }: Voter): boolean {
  return !policy.selfApproval && (id === authorId || id === editorId);
}

function notAwaited(field: string, { step }: Standing, { roles }: Voter): Finding {
  const [role] = step.by.roles;
  if (step.name === '' && role) return roleMissing(field, role, roles);
  return forbidden(
    'approval.not_awaited',
    field,
    t('{step} is decided by {who}; you are not among them.', { step: step.name, who: partyWords(step.by) }),
    t('Comment tells everybody what you think of it.'),
  );
}

function roleMissing(field: string, needed: string, roles: readonly string[]): Finding {
  return forbidden(
    'approval.role',
    field,
    t('This needs the role {needed}; you have {found}.', { needed, found: roles.join(', ') || t('none') }),
    t('An admin can give it in the team file.'),
  );
}

function itIsYours(): Finding {
  return forbidden(
    'approval.self',
    t('Approve'),
    t('You wrote this post, or changed it last; nobody approves their own.'),
    t('Ask another approver.'),
  );
}

function itIsTheirs(places: Voter[]): Finding {
  return forbidden(
    'approval.self',
    t('Approve'),
    t('{name} wrote this post, or changed it last; nobody approves it in their place.', namesOf(places)),
    t('Ask another approver.'),
  );
}

function mayNotStandIn({ delegates }: ApprovalPolicy, absent: Voter[]): Finding {
  const who = delegates ? partyWords(delegates) : t('anybody of the team');
  return forbidden(
    'approval.delegate',
    t('Approve'),
    t('You stand in for {name}, but hold no right to that any more: it takes {who}.', {
      ...namesOf(absent),
      who,
    }),
    t('{name} can name somebody else with /away, or an admin give you a role.', namesOf(absent)),
  );
}

function alreadyCounted(current: Standing, person: Voter, places: Voter[]): Finding {
  const byThemselves = isCounted(current, person.id);
  const message = byThemselves
    ? t('You have approved this already, and one person counts once.')
    : t('{name} counts in this step already.', namesOf(places));
  const remedy = t('{missing, plural, one {One more person is} other {# more people are}} needed: {who}.', {
    missing: current.missing,
    who: partyWords({ roles: current.step.by.roles, names: awaitedNames(current) }),
  });
  return finding('approval.counted', t('Approve'), message, remedy);
}

function notForEmergencies(emergency: Party): Finding {
  const message = isNobody(emergency)
    ? t('This team has no emergency approval.')
    : t('Emergency approval is for {who}.', { who: partyWords(emergency) });
  const remedy = t('An admin can set approval.emergency in the team file.');
  return forbidden('approval.emergency', t('Emergency approval'), message, remedy);
}

function approvedAlready(veto: Party): Finding {
  const message = isNobody(veto)
    ? t('It is approved already.')
    : t('It is approved already; only {who} can still reject it.', { who: partyWords(veto) });
  const remedy = t('Its author or an approver can take it back with Cancel.');
  return finding('approval.approved', t('Reject'), message, remedy);
}

function namesOf(places: Voter[]): { name: string } {
  return { name: new Intl.ListFormat('en').format(places.map((place) => place.listedAs ?? place.name)) };
}

/** It is not theirs to decide. */
function forbidden(...said: Parameters<typeof finding>): Finding {
  return { ...finding(...said), forbidden: true };
}

function finding(id: string, field: string, message: string, remedy: string): Finding {
  return { id, level: 'error', field, message, remedy };
}
