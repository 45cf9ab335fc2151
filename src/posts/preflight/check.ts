/** What the checks said of one target. Kept with the post, so that all of its cards show the same. */
import { distinct, type Finding } from '../../kit/finding.ts';

export interface Check {
  target: string;
  /** As people read it. */
  title: string;
  /** By the network's own rules. */
  counts: { unit: string; count: number; most: number }[];
  /** About what the network charges for it (thousandths of a US dollar), and why; absent where it charges nothing. */
  price?: { mills: number; why: string };
  findings: Finding[];
}

/** A warning of one target: what an approver accepts, and what is compared with what they have seen. */
export interface Warning extends Pick<Finding, 'id' | 'about' | 'message'> {
  target: string;
}

/** What is found at several targets is one finding. */
export function findingsIn(checks: readonly Check[]): Finding[] {
  return distinct(checks.flatMap((check) => check.findings));
}

/** A finding, and the titles of the other targets that say the same of themselves. */
export interface SharedFinding {
  finding: Finding;
  others: string[];
}

/** What differs by the target's title alone is one finding: a card for ten networks is read to its end. */
export function sharedFindingsIn(checks: readonly Check[]): SharedFinding[] {
  const shared = new Map<string, SharedFinding>();
  const said = new Set<string>();
  for (const { title, findings } of checks) {
    for (const finding of findings) {
      const words = `${finding.level} ${finding.message}`;
      if (said.has(words)) continue;
      said.add(words);
      const shape = shapeOf(finding, title);
      const known = shared.get(shape);
      if (known) known.others.push(title);
      else shared.set(shape, { finding, others: [] });
    }
  }
  return [...shared.values()];
}

/** The title stands before what is quoted of a post; there it may stand as well, and what is quoted is never folded. */
function shapeOf({ id, level, field, message, remedy }: Finding, title: string): string {
  const kind = id.slice(id.indexOf('.'));
  return JSON.stringify([
    kind,
    level,
    field,
    ...[message, remedy].map((words) => words.replace(title, '\0')),
  ]);
}

export function warningsIn(checks: readonly Check[]): Warning[] {
  return checks.flatMap(({ target, findings }) =>
    findings
      .filter(({ level }) => level === 'warning')
      .map(({ id, about, message }) => ({ id, about, message, target })),
  );
}

/** Those that are not among `known`. */
export function beyond<One extends Warning>(warnings: readonly One[], known: readonly Warning[]): One[] {
  const keys = new Set(known.map(keyOf));
  return warnings.filter((warning) => !keys.has(keyOf(warning)));
}

/** Not by the message: it may tell a count or a time that has changed since. */
function keyOf({ target, id, about }: Warning): string {
  return JSON.stringify([target, id, about ?? '']);
}
