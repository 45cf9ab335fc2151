/** What the checks said of one target. Kept with the post, so that all of its cards show the same. */
import { distinct, type Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';

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

/** What one target says of itself, and the titles of the others that say the same. */
export interface Shared<One> {
  one: One;
  others: string[];
}

export function sharedFindingsIn(checks: readonly Check[]): Shared<Finding>[] {
  return fold(
    checks.flatMap(({ title, findings }) =>
      findings.map((one) => ({
        ...{ one, title, kind: kindOf(one) },
        words: [one.level, one.field, one.message, one.remedy],
      })),
    ),
  );
}

/** `titleOf`: of a target, by its name. */
export function sharedWarningsIn(
  warnings: readonly Warning[],
  titleOf: (target: string) => string,
): Shared<Warning>[] {
  return fold(
    warnings.map((one) => ({
      ...{ one, title: titleOf(one.target), kind: kindOf(one), words: [one.message] },
    })),
  );
}

/** "x.media.alt" and "threads.media.alt" are of one kind; what is about two links, or two words, is of two. */
function kindOf({ id, about }: Pick<Finding, 'id' | 'about'>): string {
  return `${id.slice(id.indexOf('.'))} ${about ?? ''}`;
}

/** What differs by the target's title alone is told once: a card for ten networks is read to its end. */
function fold<One>(told: { one: One; title: string; kind: string; words: string[] }[]): Shared<One>[] {
  const shared = new Map<string, Shared<One>>();
  const said = new Set<string>();
  for (const { one, title, kind, words } of told) {
    const sentences = JSON.stringify(words);
    if (said.has(sentences)) continue;
    said.add(sentences);
    // Where a sentence names the title, it does so before what it quotes of a post, in which the title may stand as well.
    const shape = JSON.stringify([kind, words.map((line) => line.replace(title, '\0'))]);
    const known = shared.get(shape);
    if (known) known.others.push(title);
    else shared.set(shape, { one, others: [] });
  }
  return [...shared.values()];
}

/** `others`: titles of the targets of which the line is true as well. */
export function withOthers(line: string, others: readonly string[]): string {
  return others.length === 0
    ? line
    : t('{line} The same goes for {others}.', { line, others: others.join(', ') });
}

export function warningsIn(checks: readonly Check[]): Warning[] {
  return checks.flatMap(({ target, findings }) =>
    findings
      .filter(({ level }) => level === 'warning')
      .map(({ id, about, message }) => ({ id, about, message, target })),
  );
}

/** The checks with what these warnings tell, and nothing else. */
export function only(checks: readonly Check[], warnings: readonly Warning[]): Check[] {
  return checks.map((check) => ({
    ...check,
    findings: check.findings.filter(({ message }) =>
      warnings.some((one) => one.target === check.target && one.message === message),
    ),
  }));
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
