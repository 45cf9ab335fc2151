/** Where a review stands: who approved which step, and whom the current one waits for. */
import { type Block, joined, type Part, text, time } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { partyWords } from '../../../people/party.ts';
import { needsAll, type Standing } from '../../../posts/approval.ts';
import type { Awaited, StandIn } from '../review/awaiting.ts';
import { deciderParts } from './people-parts.ts';
import type { PostView } from './post-view.ts';

type Words = (string | Part)[];
type Step = Standing<PostView['decisions'][number]>;

/** One step that any one approver decides needs no words, unless somebody stands in. */
export function stepBlocks(view: PostView): Block[] {
  const { review } = view;
  const [first] = review?.approval.steps ?? [];
  if (view.state !== 'in_review' || !review) return [];
  const standIns = standInBlocks(review.standIns);
  if (first?.step.name === '') return standIns;
  const { steps, position } = review.approval;
  const lines = steps.map((step, index) => [
    `${step.step.name}: `,
    ...standing(view, step, index - position),
  ]);
  return [text(joined(lines, ' · ')), ...standIns, ...stuckBlocks(review.stuck)];
}

/** `ahead`: how many steps come before it. */
function standing(view: PostView, step: Step, ahead: number): Words {
  if (ahead > 0) return [t('then {who}', { who: deciders(step.step) })];
  const approved = joined(step.approvals.map((decision) => deciderParts(view, decision)));
  if (ahead < 0) return t('{approved} approved', { approved });
  const waits = waitsFor(view, step);
  return step.approvals.length === 0 ? waits : [...t('{approved} approved, ', { approved }), ...waits];
}

function deciders(step: Standing['step']): string {
  return partyWords(step.by, needsAll(step) ? 'conjunction' : 'disjunction');
}

function waitsFor({ review }: PostView, { step, missing }: Step): Words {
  const named = (review?.awaited ?? []).map(awaitedWords);
  const roles = step.by.roles.map((role) => [t('any {role}', { role })]);
  const whom = joined([...named, ...roles], needsAll(step) ? ', ' : t(' or '));
  return [t('waits for '), ...whom, neededWords(step.need, missing, step.by)];
}

/** " (2 of 2 needed)"; nothing where one of them is enough. */
function neededWords(need: number, missing: number, by: { roles: string[]; names: string[] }): string {
  if (need === 1) return '';
  if (by.roles.length > 0) return t(' ({missing} more of {need})', { missing, need });
  return t(' ({need} of {count} needed)', { need, count: by.names.length });
}

function awaitedWords({ name, identities, away }: Awaited): Words {
  const who: Part = { type: 'person', name, identities };
  if (!away) return [who];
  const until = time(away.until);
  const { delegate } = away;
  if (!delegate) return t('{who} (away until {until}, nobody stands in)', { who, until });
  const { name: called, identities: known } = delegate.person;
  const other: Part = { type: 'person', name: called, identities: known };
  if (delegate.until !== undefined)
    return t('{who} (away until {until}; {other}, who stands in, is away until {later})', {
      ...{ who, until, other },
      later: time(delegate.until),
    });
  return delegate.isBarred
    ? t('{who} (away until {until}; {other}, who stands in, cannot decide here)', { who, until, other })
    : t('{who} (away until {until}, {other} stands in)', { who, until, other });
}

function standInBlocks(standIns: StandIn[]): Block[] {
  if (standIns.length === 0) return [];
  const lines = standIns.map(({ absent, delegate, until }) =>
    t('{other} stands in for {who} until {until}', {
      ...{ other: partOf(delegate), who: partOf(absent), until: time(until) },
    }),
  );
  return [text(joined(lines, ' · '))];
}

function partOf({ name, identities }: StandIn['absent']): Part {
  return { type: 'person', name, identities };
}

function stuckBlocks(names: string[]): Block[] {
  if (names.length === 0) return [];
  const who = new Intl.ListFormat('en').format(names);
  const told = t('{who} wrote this or changed it last, and cannot approve it: this step cannot end.', {
    who,
  });
  return [text(`${told} ${t('Let somebody else write it, or ask for an emergency approval.')}`)];
}
