/** What messages, alarms and entries of the audit log are about: `post:12`, `target:acme-web`. */

/** The name of a kind, as its file in subjects/ has it: `post`. */
export type SubjectKind = string;
export type Subject = `${SubjectKind}:${string}`;

/** Throws when the kind's name could not be told from the id again. */
export function subjectOf(kind: SubjectKind, id: number | string): Subject {
  if (!KIND.test(kind)) throw new Error(`"${kind}" is no name of a kind of subject.`);
  return `${kind}:${id}`;
}

export function kindOf(subject: Subject): SubjectKind {
  return subject.slice(0, subject.indexOf(':'));
}

export function idOf(subject: Subject): string {
  return subject.slice(subject.indexOf(':') + 1);
}

export function isKind(name: unknown): name is SubjectKind {
  return typeof name === 'string' && KIND.test(name);
}

const KIND = /^[a-z][a-z-]*$/;
