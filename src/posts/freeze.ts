/** What a freeze stops: everything, or some targets. */
import { type KnownTargets, readTargets } from './targets.ts';

export interface Scope {
  /** Null: all there are, also those that come later. */
  targets: string[] | null;
  /** As people read it. */
  words: string;
}

/** `all` or nothing, or names of targets and groups. Throws a `Refusal`. */
export function readScope(words: string, known: KnownTargets): Scope {
  const named = words.trim();
  if (named === '' || named.toLowerCase() === 'all') return { targets: null, words: 'all' };
  return { targets: readTargets(named, known, 'scope'), words: named };
}

/** Whether both stop something in common. */
export function overlaps(one: string[] | null, other: string[] | null): boolean {
  return one === null || other === null || one.some((target) => other.includes(target));
}

/** Whether the one stops nothing but what the other does. */
export function liesWithin(one: string[] | null, other: string[] | null): boolean {
  if (one === null || other === null) return other === null;
  return one.every((target) => other.includes(target));
}
