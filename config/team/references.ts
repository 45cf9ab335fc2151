/**
 * What one schema cannot see: names that point to each other, and people that are given twice. Reads the raw
 * file tolerantly, so that these faults are told beside those of shape.
 */
import { z } from 'zod';
import { nearest } from '../../src/kit/nearest.ts';
import { t } from '../../src/kit/t.ts';
import { fold } from '../../src/posts/wording.ts';
import type { Fault } from '../fault.ts';
import { checkApproval, type Known, outlineOfApproval } from './approval-references.ts';
import { CHATS } from './file.ts';
import { didYouMean, faultAt, pathText } from './issues.ts';
import type { AnySection } from './section.ts';

type LineOf = (path: readonly PropertyKey[]) => number;

export function checkReferences(raw: unknown, sections: readonly AnySection[], lineOf: LineOf): Fault[] {
  const outline = outlineOf.parse(raw);
  const names = {
    ...known(outline),
    channels: Object.keys(outline.channels),
    topics: Object.keys(outline.listening.topics),
  };
  return [
    ...sections.flatMap(({ key, check }) => check?.(valueAt(raw, key), names, lineOf) ?? []),
    ...checkGroups(outline, lineOf),
    ...checkOwners(outline, lineOf),
    ...checkNames(outline, lineOf),
    ...checkIdentities(outline, lineOf),
    ...checkApproval(outline.approval, known(outline), lineOf),
    ...checkRequiredWords(outline, lineOf),
    ...checkTags(outline, lineOf),
    ...checkCampaigns(outline, lineOf),
  ];
}

const maybe = z.string().optional().catch(undefined);
const aPerson = z.object({ name: maybe, slack: maybe, discord: maybe });

const names = z.array(z.string().catch('')).catch([]);
const required = z.array(z.object({ targets: names }).catch({ targets: [] })).catch([]);

const outlineOf = z
  .object({
    people: z.array(aPerson.catch({})).catch([]),
    targets: z
      .record(z.string(), z.object({ owner: maybe, tags: names }).catch({ owner: undefined, tags: [] }))
      .catch({}),
    groups: z.record(z.string(), names).catch({}),
    approval: outlineOfApproval,
    campaigns: z
      .record(z.string(), z.object({ title: maybe, tags: names }).catch({ title: undefined, tags: [] }))
      .catch({}),
    words: z.object({ required }).catch({ required: [] }),
    channels: z.record(z.string(), z.unknown()).catch({}),
    listening: z.object({ topics: z.record(z.string(), z.unknown()).catch({}) }).catch({ topics: {} }),
  })
  .catch({
    people: [],
    targets: {},
    groups: {},
    approval: { steps: [], veto: [], emergency: [], delegates: [], reminders: [] },
    campaigns: {},
    words: { required: [] },
    channels: {},
    listening: { topics: {} },
  });

type Outline = z.infer<typeof outlineOf>;

/** Of the targets and the groups that the file holds. */
export function namesOfTargets(raw: unknown): string[] {
  const { targets, groups } = known(outlineOf.parse(raw));
  return [...targets, ...groups];
}

function valueAt(raw: unknown, key: string): unknown {
  return typeof raw === 'object' && raw !== null ? Reflect.get(raw, key) : undefined;
}

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
      const fault = faultAt(place, [name, index], 'unknown_target', message, didYouMean(member, known));
      return [Object.hasOwn(groups, member) ? fault : { ...fault, awaits: member }];
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

function checkRequiredWords({ words, targets, groups }: Outline, lineOf: LineOf): Fault[] {
  const known = [...Object.keys(groups), ...Object.keys(targets)];
  return words.required.flatMap((one, rule) =>
    one.targets.flatMap((name, index) => {
      if (name === '' || known.includes(name)) return [];
      const message = t('There is no target or group called {name}.', { name });
      const place = { at: ['words', 'required', rule, 'targets'], lineOf };
      const fault = faultAt(place, [index], 'unknown_target', message, didYouMean(name, known));
      return [{ ...fault, awaits: name, restricts: true }];
    }),
  );
}

/** A tag that no target has would keep the campaign off every target that has some. */
function checkTags({ campaigns, targets }: Outline, lineOf: LineOf): Fault[] {
  const known = [...new Set(Object.values(targets).flatMap((target) => target.tags))];
  return Object.entries(campaigns).flatMap(([campaign, { tags }]) =>
    tags.flatMap((tag, index) => {
      if (tag === '' || known.includes(tag)) return [];
      const message = t('No target has the tag {tag}.', { tag });
      const remedy =
        known.length > 0 ? didYouMean(tag, known) : t('Give the targets that it is for this tag.');
      return [
        faultAt({ at: ['campaigns', campaign, 'tags'], lineOf }, [index], 'unknown_tag', message, remedy),
      ];
    }),
  );
}

/** Authors name a campaign by its name or its title, in any case. */
function checkCampaigns({ campaigns }: Outline, lineOf: LineOf): Fault[] {
  const named = Object.entries(campaigns).flatMap(([name, { title }]) => {
    const words = [...new Set([fold(name), fold(title ?? name)])];
    return words.map((meant) => ({ name, meant }));
  });
  return twice(named.map(({ meant }) => meant)).flatMap(({ index, first }) => {
    const [name, other] = [named[index]?.name ?? '', named[first]?.name ?? ''];
    const message = t('{name} is called like {other}, so that nobody could tell which is meant.', {
      name,
      other,
    });
    const remedy = t('Call one of them something else.');
    return [faultAt({ at: ['campaigns'], lineOf }, [name], 'twice', message, remedy)];
  });
}

/** The later ones of equal values, each with the index of the first. */
function twice(values: (string | undefined)[]): { index: number; first: number }[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return value === undefined || first === index ? [] : [{ index, first }];
  });
}
