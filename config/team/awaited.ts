/** Targets that the file names and does not hold: where it has an app, somebody may connect them, before or after. */
import type { Fault } from '../fault.ts';

export interface AwaitedTarget {
  name: string;
  /** Where it is named: `groups.all[2]`. */
  field: string;
  line?: number;
}

/** Without an app nobody connects anything, and such a name is a slip like any other. */
export function partedBy(
  isConnectable: boolean,
  references: Fault[],
): { faults: Fault[]; awaited: AwaitedTarget[] } {
  if (!isConnectable) return { faults: references, awaited: [] };
  return {
    faults: references.filter(({ awaits }) => awaits === undefined),
    awaited: references.flatMap(({ awaits: name, field, line }) =>
      name === undefined ? [] : [{ name, field, ...(line !== undefined && { line }) }],
    ),
  };
}
