/** How posts are approved: the shape in the team file, and the policy that follows from it. */
import { z } from 'zod';
import { nobody, type Party } from '../../src/people/party.ts';
import { ROLES, type Role } from '../../src/people/role.ts';
import type { ApprovalPolicy, Reminder, Step } from '../../src/posts/approval.ts';
import { duration } from './duration.ts';
import { simpleName, words } from './names.ts';

export interface TeamApproval extends ApprovalPolicy {
  /** Milliseconds. */
  expiresAfter: number;
  /** How long somebody may stand in for somebody else, ms; undefined: 60 days. */
  longestDelegation?: number;
  /** The soonest first. */
  reminders: Reminder[];
}

const party = (description: string) =>
  z
    .array(words, { error: 'must be a list of roles or of names in people' })
    .min(1, { error: 'must name at least one role or person' })
    .meta({ description, examples: [['approver', 'Ada Example']] });

const NEEDED = 'must be any, all or a number from 1';

const step = z
  .strictObject({
    name: words.max(60, { error: 'must have at most 60 characters' }).meta({
      description: 'As people read it on the card.',
      examples: ['Legal'],
    }),
    by: party('Who decides: roles, or names in `people`.'),
    need: z
      .union([z.enum(['any', 'all']), z.int().min(1, { error: NEEDED })], { error: NEEDED })
      .default('any')
      .meta({
        description: 'How many different people: `any` (one), `all` (of the named ones), or a number.',
        examples: ['any', 'all', 2],
      }),
    targets: z
      .array(simpleName)
      .min(1, { error: 'must hold at least one target or group' })
      .optional()
      .meta({
        description: 'Targets or groups: the step counts only for posts that go there. Left out: for all.',
        examples: [['public']],
      }),
  })
  .meta({ examples: [{ name: 'Legal', by: ['Ada Example'], need: 'all' }] });

const reminder = z
  .strictObject({
    after: duration.meta({ description: 'How long nobody has decided.', examples: ['4h'] }),
    to: party('Who is told instead of those whose decision is awaited: an escalation.').optional(),
  })
  .meta({ examples: [{ after: '4h' }] });

export const approval = z
  .strictObject({
    self_approval: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether an author may approve their own post.', examples: [false] }),
    expires_after: duration
      .prefault('7d')
      .meta({ description: 'How long a decision is waited for.', examples: ['7d'] }),
    steps: z
      .array(step)
      .default([])
      .meta({
        description: 'In order. Without it one step: any approver.',
        examples: [[{ name: 'Editorial', by: ['approver'] }]],
      }),
    veto: party('Who may reject at any step, and also what is approved and not out yet.').optional(),
    reminders: z
      .array(reminder)
      .default([])
      .meta({ description: 'Who is told when nobody decides.', examples: [[{ after: '4h' }]] }),
    emergency: party('Who may approve alone, with a reason.').optional(),
    delegates: party(
      'Who may stand in for somebody who is away. Left out: everybody of the team.',
    ).optional(),
    delegation: duration
      .meta({
        description: 'How long somebody may stand in at most, by one `/away`. Left out: 60d.',
        examples: ['60d'],
      })
      .optional(),
  })
  .meta({ examples: [{ self_approval: false, expires_after: '7d' }] });

/** `groups`: name → names of targets. */
export function teamApproval(
  file: z.infer<typeof approval>,
  groups: Readonly<Record<string, string[]>>,
): TeamApproval {
  return {
    selfApproval: file.self_approval,
    expiresAfter: file.expires_after,
    steps: file.steps.map((one) => stepOf(one, groups)),
    veto: file.veto ? partyOf(file.veto) : nobody,
    emergency: file.emergency ? partyOf(file.emergency) : nobody,
    ...(file.delegates ? { delegates: partyOf(file.delegates) } : {}),
    ...(file.delegation === undefined ? {} : { longestDelegation: file.delegation }),
    reminders: file.reminders
      .map(({ after, to }) => ({ after, ...(to ? { to: partyOf(to) } : {}) }))
      .sort((one, other) => one.after - other.after),
  };
}

function stepOf(
  { name, by, need, targets }: z.infer<typeof step>,
  groups: Readonly<Record<string, string[]>>,
): Step {
  const decides = partyOf(by);
  const counted = { any: 1, all: decides.names.length };
  const members = new Map(Object.entries(groups));
  const reached = targets?.flatMap((target) => members.get(target) ?? [target]);
  return {
    name,
    by: decides,
    need: typeof need === 'number' ? need : counted[need],
    ...(reached ? { targets: [...new Set(reached)] } : {}),
  };
}

/** What is no role is a name. */
export function partyOf(entries: readonly string[]): Party {
  const distinct = [...new Set(entries)];
  return { roles: distinct.filter(isRole), names: distinct.filter((entry) => !isRole(entry)) };
}

export function isRole(entry: string): entry is Role {
  return ROLES.some((role) => role === entry);
}
