/** Names of targets and groups, as people write them. */
import { type Finding, Refusal } from '../kit/finding.ts';
import { t } from '../kit/t.ts';

export interface KnownTargets {
  /** Names of all targets. */
  targets: string[];
  /** Group → names of targets. */
  groups: Record<string, string[]>;
}

/**
 * Each target once, sorted; `all` is every target, unless something is called so. Whatever the case, in quotes or not,
 * and with commas, semicolons, blanks or whatever else parts a list between them. Throws a `Refusal` for `field`.
 */
export function readTargets(words: string, known: KnownTargets, field: string): string[] {
  const names = words.split(BETWEEN).filter((name) => name !== '');
  if (names.length === 0) throw new Refusal([noTarget(known, field)]);
  const unknown = names.filter((name) => meaningOf(name, known).length === 0);
  if (unknown.length > 0) throw new Refusal(unknown.map((name) => unknownTarget(name, known, field)));
  return [...new Set(names.flatMap((name) => meaningOf(name, known)))].sort();
}

/** None of these stands in a name. A dash may mean "without". */
const BETWEEN = /[\s\p{Cf},;&+|/·•‣、，；＆"'`“”„‟‘’‚«»‹›[\]]+/u;

function meaningOf(name: string, { targets, groups }: KnownTargets): string[] {
  const group = named(name, Object.keys(groups));
  if (group !== undefined) return groups[group] ?? [];
  const target = named(name, targets);
  if (target !== undefined) return [target];
  return alike(name) === 'all' ? targets : [];
}

/** As it is spelled, else in another case. */
function named(name: string, known: string[]): string | undefined {
  return known.find((one) => one === name) ?? known.find((one) => alike(one) === alike(name));
}

function alike(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function noTarget(known: KnownTargets, field: string): Finding {
  return {
    id: `post.${field}.empty`,
    level: 'error',
    field,
    message: t('No target is named.'),
    remedy: remedyOf(known),
  };
}

function unknownTarget(name: string, known: KnownTargets, field: string): Finding {
  return {
    id: `post.${field}.unknown`,
    level: 'error',
    field,
    message: t('"{name}" is neither a target nor a group.', { name }),
    remedy: remedyOf(known),
  };
}

function remedyOf({ targets, groups }: KnownTargets): string {
  if (targets.length === 0) return t('The team file names no target yet.');
  const names = [...new Set(['all', ...Object.keys(groups), ...targets])].join(', ');
  return t('There are: {names}.', { names });
}
