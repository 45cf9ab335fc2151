/** Who acts, and from where. */
import type { Person } from './person.ts';

export interface Actor {
  person: Person;
  /** The chat's name. */
  chat: string;
}
