/**
 * A finding says what is wrong with something a person gave us, and how to mend it. Input parsers, the team
 * file, and each network's preflight all speak in findings, so that every fault reads the same everywhere.
 */
export interface Finding {
  /** Stable, dotted, never translated: `bluesky.text.max_graphemes`. */
  id: string;
  /** An error stops; a warning may be accepted by an approver. */
  level: 'error' | 'warning';
  /** What the person filled in, by its own name: `text`, `to`, `at`, `media`; in the team file its path. */
  field: string;
  /** Which one, where the same may be found of several: a word, a link, another post. */
  about?: string;
  /** The limit and what was found: "Bluesky takes 300 characters; this text has 321." */
  message: string;
  /** What to do now: "Shorten it by 21." */
  remedy: string;
  /** It says "not you", or not by that code: what was tried is noted in the audit log. All else was only filled in wrongly, or came too late. */
  forbidden?: true;
}

/** A person asked for something that cannot be done. Carries every finding at once; nothing was changed. */
export class Refusal extends Error {
  readonly findings: Finding[];

  constructor(findings: Finding[]) {
    super(findings.map((finding) => `${finding.field}: ${finding.message}`).join('\n'));
    this.name = 'Refusal';
    this.findings = findings;
  }
}

export function refuse(id: string, field: string, message: string, remedy: string): Refusal {
  return new Refusal([{ id, level: 'error', field, message, remedy }]);
}

/** Refused for want of a right. */
export function forbid(id: string, field: string, message: string, remedy: string): Refusal {
  return new Refusal([{ id, level: 'error', field, message, remedy, forbidden: true }]);
}

export function errorsOf(findings: Finding[]): Finding[] {
  return findings.filter((finding) => finding.level === 'error');
}

/** What several found in the same words is told once. */
export function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.level} ${one.message}`, one])).values()];
}
