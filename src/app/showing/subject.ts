/**
 * What messages can be about: a post, a freeze, an account. Each kind is a file in subjects/ that says how it is drawn,
 * and what merging people and sweeping do to it; nothing else lists them.
 */
import type { Block, Card } from '../../chat/card.ts';
import type { OutgoingFile } from '../../chat/chat.ts';
import { idOf, isKind, kindOf, type Subject, type SubjectKind } from '../../kit/subject.ts';
import type { Handle } from '../../store/database.ts';
import type { Place, StoredMessage } from '../../store/outbox.ts';

export interface SubjectDefinition<App> {
  /** Also the name of its file. */
  kind: SubjectKind;
  /**
   * A message about it, as it stands now, for everybody: times are the team's where a chat does not know the reader's.
   * Undefined: there is nothing to say any more; one that was not sent is dropped, one that was stays as it is.
   */
  draw(app: App, id: string, asked: Asked): Promise<Drawn | undefined>;
  /**
   * The heading of several messages of a kind that wait for one place, as one: each is a line of it then, by its heading
   * and its texts. Left out, or undefined: each is sent by itself. Asked only for what is said once.
   */
  together?(kind: string, count: number): string | undefined;
  /** Who is told when its card cannot be shown, beside the admins. */
  concerned?(app: App, id: string): Promise<number[]>;
  /** A new message about it is not taken, for a reason in the chat's words that does not pass by itself; maybe told again. */
  unsaid?(app: App, id: string, message: StoredMessage, why: string): Promise<void>;
  /** Two people turn out to be one: what it knows of `gone` is `kept`'s. */
  merge?(db: Handle, kept: number, gone: number): Promise<void>;
  /** Finds what no wake-up came for; at the start of a worker and each minute. */
  sweep?(app: App): Promise<void>;
}

/** Which message about it. */
export interface Asked {
  kind: string;
  round: string;
  payload: Record<string, unknown>;
  to: Place;
  /** It stands in the chat already, and is to be kept true. */
  isSent: boolean;
}

/**
 * `opening` stands above the rest until the message changes: why it comes. With `files` it is the files that are sent, under
 * the heading; such a message is never lasting.
 */
export type Drawn = Card & { opening?: Block[]; files?: OutgoingFile[] };

export interface Subjects<App> {
  all: SubjectDefinition<App>[];
  draw(app: App, subject: Subject, asked: Asked): Promise<Drawn | undefined>;
  together(subject: Subject, kind: string, count: number): string | undefined;
  concerned(app: App, subject: Subject): Promise<number[]>;
  unsaid(app: App, message: StoredMessage, why: string): Promise<void>;
  merge(db: Handle, kept: number, gone: number): Promise<void>;
}

export function createSubjects<App>(all: SubjectDefinition<App>[]): Subjects<App> {
  const byKind = new Map(all.map((one) => [one.kind, one]));
  function definitionOf(subject: Subject): SubjectDefinition<App> {
    const found = byKind.get(kindOf(subject));
    if (!found) throw new Error(`There is no file in subjects/ for ${subject}.`);
    return found;
  }
  return {
    all,
    draw: (app, subject, asked) => definitionOf(subject).draw(app, idOf(subject), asked),
    together: (subject, kind, count) => definitionOf(subject).together?.(kind, count),
    concerned: async (app, subject) => (await definitionOf(subject).concerned?.(app, idOf(subject))) ?? [],
    unsaid: async (app, message, why) =>
      definitionOf(message.subject).unsaid?.(app, idOf(message.subject), message, why),
    async merge(db, kept, gone) {
      for (const one of all) await one.merge?.(db, kept, gone);
    },
  };
}

/** What is wrong with a definition; undefined: nothing. */
export function subjectFault(value: unknown): string | undefined {
  const { kind, draw } = value as Partial<SubjectDefinition<unknown>>;
  if (!isKind(kind)) return 'its kind is not lower-case words with dashes.';
  return typeof draw === 'function' ? undefined : 'it has no draw().';
}
