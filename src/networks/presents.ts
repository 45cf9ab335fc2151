/** How a network can show a post, beside its text. */
import type { Presentation } from '../posts/presentation.ts';

export interface Presents<Account = unknown> {
  takes: readonly (keyof Presentation)[];
  /** How many languages a post may have here; the first ones count. Absent: any number. */
  mostLanguages?: number;
  /** What the account has, where a post says nothing else; with `cards: []` where its links get no cards. */
  defaults(account: Account): Presentation;
}
