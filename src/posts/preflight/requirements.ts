/** Which words are required where, with what somebody connected beside the team file. */
import type { RequiredWords } from './rule.ts';

/**
 * As they are asked for while only these targets are there. What is asked for at one that is not there may be meant for
 * one that somebody connected under another name: there it is a warning, so that nothing passes by a rule for its name.
 */
export function requiredWith(
  required: readonly RequiredWords[],
  known: readonly string[],
  connected: readonly string[],
): RequiredWords[] {
  return required.flatMap((rule) => {
    const absent = rule.targets.filter((name) => !known.includes(name));
    const targets = connected.filter((name) => !rule.targets.includes(name));
    if (absent.length === 0 || targets.length === 0) return [rule];
    return [rule, { ...rule, targets, level: 'warning' as const, absent }];
  });
}
