/** Somebody tried something without the right to it, and was refused. */
import type { Person } from '../people/person.ts';

export interface RefusedAttempt {
  person: Person;
  chat: string;
  /** The command's name, or the button's action. */
  tried: string;
  /** The id that the button carried. */
  about?: string;
  /** Of the findings; `permission` where the role for it is missing. */
  ids: string[];
}
