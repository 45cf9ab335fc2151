/** What the rules of approval point to: roles, people, targets and groups that are there, and numbers that can be reached. */
import { z } from 'zod';
import { t } from '../../src/kit/t.ts';
import { ROLES } from '../../src/people/role.ts';
import type { Fault } from '../fault.ts';
import { isRole, partyOf } from './approval.ts';
import { didYouMean, faultAt, pathText } from './issues.ts';

export interface Known {
  /** Names in `people`. */
  people: string[];
  targets: string[];
  groups: string[];
}

type LineOf = (path: readonly PropertyKey[]) => number;

const entries = z.array(z.string().catch('')).catch([]);

const aStep = z.object({
  name: z.string().optional().catch(undefined),
  by: entries,
  need: z.union([z.string(), z.number()]).optional().catch(undefined),
  targets: entries,
});

/** The rules as far as they can be read. */
export const outlineOfApproval = z
  .object({
    steps: z.array(aStep.catch({ by: [], targets: [] })).catch([]),
    veto: entries,
    emergency: entries,
    delegates: entries,
    reminders: z.array(z.object({ to: entries }).catch({ to: [] })).catch([]),
  })
  .catch({ steps: [], veto: [], emergency: [], delegates: [], reminders: [] });

type Outline = z.infer<typeof outlineOfApproval>;

export function checkApproval(approval: Outline, known: Known, lineOf: LineOf): Fault[] {
  const place: Place = { at: ['approval'], lineOf };
  const { steps, veto, emergency, delegates, reminders } = approval;
  return [
    ...steps.flatMap((step, index) => [
      ...checkParty(step.by, ['steps', index, 'by'], known, place),
      ...checkTargets(step.targets, ['steps', index, 'targets'], known, place),
      ...checkNeed(step, ['steps', index, 'need'], place),
    ]),
    ...checkNames(steps, place),
    ...checkParty(veto, ['veto'], known, place),
    ...checkParty(emergency, ['emergency'], known, place),
    ...checkParty(delegates, ['delegates'], known, place),
    ...reminders.flatMap(({ to }, index) => checkParty(to, ['reminders', index, 'to'], known, place)),
  ];
}

interface Place {
  at: string[];
  lineOf: LineOf;
}

function checkParty(named: string[], path: PropertyKey[], { people }: Known, place: Place): Fault[] {
  return named.flatMap((entry, index) => {
    const isListed = people.includes(entry);
    if (entry === '' || isListed !== isRole(entry)) return [];
    const at = [...path, index];
    if (isListed) return [faultAt(place, at, 'ambiguous', bothWays(entry), t('List the person otherwise.'))];
    const message = t('{entry} is neither a role nor called so in people.', { entry });
    return [faultAt(place, at, 'unknown', message, didYouMean(entry, [...ROLES, ...people]))];
  });
}

function bothWays(entry: string): string {
  return t('{entry} is a role, and somebody in people is called so: nobody could tell which is meant.', {
    entry,
  });
}

function checkTargets(
  named: string[],
  path: PropertyKey[],
  { targets, groups }: Known,
  place: Place,
): Fault[] {
  return named.flatMap((entry, index) => {
    if (entry === '' || targets.includes(entry) || groups.includes(entry)) return [];
    const message = t('{entry} is neither a target nor a group.', { entry });
    const remedy = didYouMean(entry, [...groups, ...targets]);
    return [
      {
        ...faultAt(place, [...path, index], 'unknown_target', message, remedy),
        awaits: entry,
        restricts: true,
      },
    ];
  });
}

/** A role's members cannot be listed: nobody could say when all of them have decided. */
function checkNeed({ by, need }: Outline['steps'][number], path: PropertyKey[], place: Place): Fault[] {
  const { roles, names } = partyOf(by.filter((entry) => entry !== ''));
  const [role] = roles;
  if (need === 'all' && role) {
    const message = t('all is for named people only; {role} is a role, whose members cannot be listed.', {
      role,
    });
    return [faultAt(place, path, 'all_of_role', message, t('Write a number, or name the people in by.'))];
  }
  if (typeof need !== 'number' || role || names.length === 0 || need <= names.length) return [];
  const message = t('{need} are needed, and by names {count}.', { need, count: names.length });
  const remedy = t('Write need: all, or name more people.');
  return [faultAt(place, path, 'too_many', message, remedy)];
}

function checkNames(steps: Outline['steps'], place: Place): Fault[] {
  return steps.flatMap(({ name }, index) => {
    const first = steps.findIndex((other) => other.name === name);
    if (name === undefined || first === index) return [];
    const path = pathText(['approval', 'steps', first]);
    const message = t('A step is called {name} already ({path}).', { name, path });
    const remedy = t('Give each step a name of its own.');
    return [faultAt(place, ['steps', index, 'name'], 'twice', message, remedy)];
  });
}
