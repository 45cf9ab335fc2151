/** What happened in one period, counted: from it every figure is worked out. */
import type { Readable } from './readable.ts';

export interface Facts {
  publishing: PublishingFacts | Unkept;
  reactions: ReactionFacts;
  listening: ListeningFacts | Unkept;
  crises: CrisisFacts | Unkept;
  moderation: ModerationFacts | Unkept;
}

/** Nothing of it is kept here. */
export interface Unkept {
  /** Why, in words. */
  unkept: string;
}

/** A median with how many it is of; null: of none. */
export interface Median {
  median: number | null;
  count: number;
}

export interface PublishingFacts {
  /** Posts that went out at least once; corrections and answers are none. */
  published: number;
  /** Of those: at least one of its accounts got it more than a minute after it was due. */
  late: number;
  /** Posts that were due in the period and failed for good on at least one account. */
  failed: number;
  /** The same, where nobody could tell whether it is live. */
  unknown: number;
  /** ms from being sent for review to the last approval, of the posts that went out. */
  approval: Median;
}

/** At an equal age of each post: those that reached it within the period. */
export interface ReactionFacts {
  /** Hours. */
  age: number;
  /** Posts on an account each. */
  accounts: AccountReactions[];
}

export interface AccountReactions {
  /** The name of the target. */
  target: string;
  network: string;
  /** How many went out there and reached the age. */
  posts: number;
  /** How many of them were read in time. */
  measured: number;
  /** Name of the count (`likes`) → its sum, and over how many posts that tell it. */
  counts: Record<string, { total: number; posts: number }>;
}

export interface ListeningFacts {
  mentions: number;
  negative: number;
  positive: number;
  /** How long the sources could not be read. */
  readable: Readable;
  /** Conversations that were begun in the period. */
  opened: number;
  /** ms from their first mention to the first answer. */
  firstAnswer: Median;
  /** Those without an answer that nobody dismissed. */
  unanswered: number;
}

export interface CrisisFacts {
  opened: number;
  /** ms from opening to the first acknowledgement. */
  acknowledged: Median;
}

export interface ModerationFacts {
  acts: number;
  /** Of those: taken back by a person. */
  undone: number;
}

export function isKept<T extends object>(facts: T | Unkept): facts is T {
  return !('unkept' in facts);
}
