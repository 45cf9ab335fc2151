/** What completes a text while it is typed: the last of several names, parted by commas. Pure. */
import type { Choice } from '../option.ts';
import { LIMITS } from './limits.ts';

export function completionsFor(choices: readonly Choice[], typed: string): { name: string; value: string }[] {
  const comma = typed.lastIndexOf(',') + 1;
  const before = typed.slice(0, comma) + (comma > 0 ? ' ' : '');
  const last = typed.slice(comma).trim().toLowerCase();
  return choices
    .filter(({ value, label }) => `${value}\n${label}`.toLowerCase().includes(last))
    .map(({ value, label }) => ({ name: `${before}${label}`, value: `${before}${value}` }))
    .filter(({ name, value }) => Math.max(name.length, value.length) <= LIMITS.choiceLabel)
    .slice(0, LIMITS.choices);
}
