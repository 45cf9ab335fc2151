/** The port to what others write to an account. Reading has no effect on the network: nothing is marked as read. */
import type { Item } from '../listening/item.ts';

export interface Source {
  /**
   * What came since `cursor`, oldest first, a little of it perhaps a second time: ids say what is known. Without a cursor
   * nothing of the past is told, and reading begins now. Throws `NetworkError`.
   */
  read(cursor: string | undefined): Promise<Reading>;
  /**
   * Of these ids, as they are now; one that is not there any more is left out. At most `LOOK_UP` at once. Throws `NetworkError`.
   * Absent: the network lets nobody ask for one of them.
   */
  lookUp?(ids: string[]): Promise<Item[]>;
  /**
   * What the account's own settings keep from whoever reads; undefined: nothing, or the network does not tell. Absent: it
   * has no such settings. Throws `NetworkError`.
   */
  withheld?(): Promise<Withheld | undefined>;
}

/** What is kept back, and how to let it through, each in whole sentences. */
export interface Withheld {
  fact: string;
  remedy: string;
}

export interface Reading {
  items: Item[];
  /** To be kept with the items, in one transaction. */
  cursor: string;
  /** There was more than can be read back: what was written in this span (epoch ms) may be missing. */
  gap?: { from: number; to: number };
}

export const LOOK_UP = 20;
