/** The fields that a network takes. */
import type { Field } from '../posts/fields.ts';

export interface TakenFields<Account = unknown> {
  /** In the order in which they are asked for; five have room in a form. */
  all: readonly Field[];
  /** By key: what the account has, where a post says nothing else. Ids, where there is a choice. */
  defaults(account: Account): Record<string, string>;
}
