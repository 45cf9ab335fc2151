/** Targets that the file names and does not hold: where it has an app, somebody may connect them, before or after. */
import { distance } from '../../src/kit/nearest.ts';
import { t } from '../../src/kit/t.ts';
import type { Fault } from '../fault.ts';

export interface AwaitedTarget {
  name: string;
  /** Where it is named: `groups.all[2]`. */
  field: string;
  line?: number;
}

/**
 * Without an app nobody connects anything, and such a name is a slip like any other. With one, a rule's name that is a
 * slip away from another one stays a fault: posts would get past the rule. `known`: what the file holds.
 */
export function partedBy(
  isConnectable: boolean,
  references: Fault[],
  known: readonly string[],
): { faults: Fault[]; awaited: AwaitedTarget[] } {
  if (!isConnectable) return { faults: references, awaited: [] };
  const listed = references.flatMap(({ awaits, restricts }) =>
    awaits === undefined || restricts ? [] : [awaits],
  );
  const faults: Fault[] = [];
  const awaited: AwaitedTarget[] = [];
  for (const fault of references) {
    const { awaits: name, restricts, field, line } = fault;
    const meant = name !== undefined && restricts ? slipOf(name, listed, known) : undefined;
    if (name === undefined) faults.push(fault);
    else if (meant !== undefined) faults.push({ ...fault, remedy: slipRemedy(meant) });
    else awaited.push({ name, field, ...(line !== undefined && { line }) });
  }
  return { faults, awaited };
}

/** The name that was meant. What groups or sources name too is meant as it stands. */
function slipOf(name: string, listed: readonly string[], known: readonly string[]): string | undefined {
  if (listed.includes(name)) return undefined;
  return [...known, ...listed].find(
    (other) =>
      distance(name, other) <=
      Math.max(1, Math.floor(Math.max(name.length, other.length) / LETTERS_PER_SLIP)),
  );
}

function slipRemedy(meant: string): string {
  return t(
    'Did you mean "{meant}"? If somebody is to connect one that is called so: name it in a group as well.',
    { meant },
  );
}

const LETTERS_PER_SLIP = 6;
