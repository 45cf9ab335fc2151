/**
 * What was acknowledged and is not done yet. A chat waits for an acknowledgement and for nothing after it, so that a
 * process that dies right then would lose what somebody asked for without a word. What is kept here is gone on with by
 * whoever comes next.
 */
import type { ChatName } from './reference.ts';

/**
 * How far it came: `heard` and nothing else: the chat may have told the person that it failed; `acknowledged`; `taken`:
 * its event is handled by this one alone; `begun`: it may have done something, or all.
 */
export type Stage = 'heard' | 'acknowledged' | 'taken' | 'begun';

export interface Kept {
  chat: ChatName;
  /** As the dispatcher's `Incoming.event`. */
  event: string;
  /** Epoch ms; until then its answer reaches the person where they asked. */
  until: number;
  /** The adapter's own words for it, as JSON. */
  body: unknown;
}

/** What somebody began who is dead. */
export interface Left {
  stage: Stage;
  isLate: boolean;
}

/** Nothing here throws: what cannot be kept is done all the same. */
export interface Journal {
  /** Right before the acknowledgement. */
  heard(kept: Kept): void;
  /** Also of what somebody left who is dead, before `left` tells of it. */
  reached(event: string, stage: Stage): void;
  /** It is answered, or nothing can be answered any more. */
  done(event: string): void;
  /** Told once for each event that is gone on with. */
  left(event: string): Left | undefined;
  /**
   * Hands out what the dead left of a chat, now and whenever some is found, until the returned function is called. What
   * is of a chat that nobody here takes stays for a process that does.
   */
  takeUp(chat: ChatName, again: (kept: Kept, isLate: boolean) => void): () => void;
}

/** Keeps nothing. */
export const NO_JOURNAL: Journal = {
  heard() {},
  reached() {},
  done() {},
  left: () => undefined,
  takeUp: () => () => {},
};
