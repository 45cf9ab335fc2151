/**
 * What one schema cannot see: names that point to each other, and people that are given twice. Reads the raw
 * file tolerantly, so that these faults are told beside those of shape.
 */
import { z } from 'zod';
import { t } from '../../src/kit/t.ts';
import type { Fault } from '../fault.ts';
import { nearest } from '../nearest.ts';
import { checkApproval, type Known, outlineOfApproval } from './approval-references.ts';
import { CHATS } from './file.ts';
import { didYouMean, faultAt, pathText } from './issues.ts';

type LineOf = (path: readonly PropertyKey[]) => number;

export function checkReferences(raw: unknown, lineOf: LineOf): Fault[] {
  const outline = outlineOf.parse(raw);
  return [
    ...checkGroups(outline, lineOf),
    ...checkOwners(outline, lineOf),
    ...checkNames(outline, lineOf),
    ...checkIdentities(outline, lineOf),
    ...checkApproval(outline.approval, known(outline), lineOf),
  ];
}

const maybe = z.string().optional().catch(undefined);
const aPerson = z.object({ name: maybe, slack: maybe, discord: maybe });

const outlineOf = z
  .object({
    people: z.array(aPerson.catch({})).catch([]),
    targets: z.record(z.string(), z.object({ owner: maybe }).catch({})).catch({}),
    groups: z.record(z.string(), z.array(z.string().catch('')).catch([])).catch({}),
    approval: outlineOfApproval,
  })
  .catch({
    people: [],
    targets: {},
    groups: {},
    approval: { steps: [], veto: [], emergency: [], reminders: [] },
  });

type Outline = z.infer<typeof outlineOf>;

function known({ people, targets, groups }: Outline): Known {
  return {
    people: people.flatMap(({ name }) => (name === undefined ? [] : [name])),
    targets: Object.keys(targets),
    groups: Object.keys(groups),
  };
}

function checkGroups({ targets, groups }: Outline, lineOf: LineOf): Fault[] {
  const place = { at: ['groups'], lineOf };
  const known = Object.keys(targets);
  return Object.entries(groups).flatMap(([name, members]) => {
    const faults = members.flatMap((member, index) => {
      if (member === '' || Object.hasOwn(targets, member)) return [];
      const message = Object.hasOwn(groups, member)
        ? t('{member} is a group; a group holds targets only.', { member })
        : t('There is no target called {member}.', { member });
      return [faultAt(place, [name, index], 'unknown_target', message, didYouMean(member, known))];
    });
    if (!Object.hasOwn(targets, name)) return faults;
    const message = t('A target is called {name} too, so that nobody could tell which is meant.', { name });
    return [...faults, faultAt(place, [name], 'name_taken', message, t('Call the group something else.'))];
  });
}

function checkOwners({ targets, people }: Outline, lineOf: LineOf): Fault[] {
  const known = people.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return Object.entries(targets).flatMap(([target, { owner }]) => {
    if (owner === undefined || known.includes(owner)) return [];
    const place = { at: ['targets', target], lineOf };
    const message = t('Nobody in people is called {owner}.', { owner });
    const remedy = nearest(owner, known) ? didYouMean(owner, known) : t('Add them under people.');
    return [faultAt(place, ['owner'], 'unknown_person', message, remedy)];
  });
}

function checkNames({ people }: Outline, lineOf: LineOf): Fault[] {
  return twice(people.map(({ name }) => name)).map(({ index, first }) => {
    const message = t('{name} is called so already ({path}).', {
      name: people[index]?.name ?? '',
      path: pathText(['people', first]),
    });
    return faultAt(
      { at: ['people'], lineOf },
      [index, 'name'],
      'twice',
      message,
      t('Give each person one entry.'),
    );
  });
}

function checkIdentities({ people }: Outline, lineOf: LineOf): Fault[] {
  return CHATS.flatMap((chat) =>
    twice(people.map((person) => person[chat])).map(({ index, first }) => {
      const message = t('{id} is {name} already ({path}).', {
        id: people[index]?.[chat] ?? '',
        name: people[first]?.name ?? t('somebody'),
        path: pathText(['people', first]),
      });
      const remedy = t('Give each identity to one person.');
      return faultAt({ at: ['people'], lineOf }, [index, chat], 'twice', message, remedy);
    }),
  );
}

/** The later ones of equal values, each with the index of the first. */
function twice(values: (string | undefined)[]): { index: number; first: number }[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return value === undefined || first === index ? [] : [{ index, first }];
  });
}
