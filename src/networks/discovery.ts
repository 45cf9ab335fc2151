/**
 * How accounts are connected that stand in no file: the operator's app on the network, what a person is asked for, and
 * what their grant can post to. Data, and one function that asks the network.
 */
import type { ZodType } from 'zod';
import type { Consent, Granter } from './grant.ts';
import type { Outside } from './outside.ts';

export interface Discovery<App = unknown> {
  /** What stands for the network under `apps` in the team file: the app's id and secret, and what its accounts share. */
  app: ZodType<App>;
  /** All that any of the places needs, asked for at once. */
  consent(app: App): Consent;
  /**
   * Whose leave it is, and every place that it shows; those that it may not post to stand there too. `outside.grant` holds
   * the leave, and nothing of it is kept yet. Throws `NetworkError`: `isEarly` where it is worth asking again.
   */
  discover(app: App, outside: Outside): Promise<Discovered>;
  /** What the network's `account` schema takes for such a place. */
  account(app: App, kept: Place['account']): Record<string, unknown>;
}

export interface Discovered {
  granter: Granter;
  places: Place[];
}

/** A page, a profile, a board, a community, a channel. */
export interface Place {
  /** The network's own id, the same whoever comes. */
  id: string;
  /** In a word, as people read it: "page". */
  kind: string;
  name: string;
  /** What the account needs beside the app; sealed at rest, since it may be a secret (a page's own token). */
  account: Record<string, string>;
  /** Why nothing can be posted there, and what would help. Undefined: it can. */
  obstacle?: string;
}
