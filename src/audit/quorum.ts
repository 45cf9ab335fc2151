/**
 * How many had to approve, and who might: each approval in the log carries the policy by which it was taken, so that the
 * log alone says later whether it was enough. The count is made here anew, apart from the one by which posts go out.
 */
import { z } from 'zod';
import type { Party } from '../people/party.ts';
import { holds, type Role } from '../people/role.ts';

const partyShape = z.object({ roles: z.array(z.string()), named: z.number() });
const quorumShape = z.object({
  /** In order, those that counted for where the post goes. */
  steps: z.array(z.object({ name: z.string(), need: z.number(), ...partyShape.shape })).min(1),
  emergency: partyShape,
  selfApproval: z.boolean(),
});

/** Names of people stand in it as their number alone: in the log they could not be erased. */
export type Quorum = z.infer<typeof quorumShape>;

export interface Policy {
  steps: { name: string; need: number; by: Party }[];
  emergency: Party;
  selfApproval: boolean;
}

export function quorumOf({ steps, emergency, selfApproval }: Policy): Quorum {
  return {
    steps: steps.map(({ name, need, by }) => ({ name, need, ...counted(by) })),
    emergency: counted(emergency),
    selfApproval,
  };
}

/** By what somebody is of a party: a role of theirs, or since it names them. */
export function rightIn(
  party: Party,
  { roles, listedAs }: { roles: readonly Role[]; listedAs?: string },
): Role | typeof NAMED | undefined {
  const isNamed = listedAs !== undefined && party.names.includes(listedAs);
  return party.roles.find((role) => holds(roles, role)) ?? (isNamed ? NAMED : undefined);
}

const NAMED = 'named';

const approvalShape = z.object({
  kind: z.enum(['post.approve', 'post.emergency']),
  person: z.object({ id: z.number() }),
  details: z.object({
    step: z.string().default(''),
    /** In whose place. */
    for: z.object({ id: z.number() }).optional(),
    by: z.string().optional(),
    quorum: quorumShape,
  }),
});

export type LoggedApproval = z.infer<typeof approvalShape>;

/** Undefined where the entry does not say by which policy: it is of an older version. */
export function readApproval(entry: unknown): LoggedApproval | undefined {
  return approvalShape.safeParse(entry).data;
}

/** Whether the approval fits the policy that it names: for a step of it, by somebody who is of that step. */
export function isOfItsStep({ kind, details: { step, by, quorum } }: LoggedApproval): boolean {
  const party = kind === 'post.emergency' ? quorum.emergency : quorum.steps.find(({ name }) => name === step);
  if (!party || by === undefined) return false;
  return by === NAMED ? party.named > 0 : party.roles.includes(by);
}

/** Those whom it counts for: who pressed, and in whose place. */
export function countedIn({ person, details }: LoggedApproval): number[] {
  return details.for ? [person.id, details.for.id] : [person.id];
}

export interface Shortfall {
  step: string;
  need: number;
  found: number;
}

/** The first step that the approvals of one revision, in their order, leave open under the policy of the last one. */
export function shortfallOf(approvals: readonly LoggedApproval[]): Shortfall | undefined {
  const steps = approvals.at(-1)?.details.quorum.steps ?? [];
  let at = 0;
  let heard: number[][] = [];
  for (const approval of approvals) {
    if (approval.kind === 'post.emergency') return undefined;
    const step = steps[at];
    const people = countedIn(approval);
    const counts = step?.name === approval.details.step && !heard.flat().some((id) => people.includes(id));
    if (!counts) continue;
    heard.push(people);
    if (heard.length < step.need) continue;
    at += 1;
    heard = [];
  }
  const open = steps[at];
  return open && { step: open.name, need: open.need, found: heard.length };
}

function counted({ roles, names }: Party) {
  return { roles: [...roles], named: names.length };
}
