/** What a process is told at its start, and what it tells when it has come to its end. */
export interface Life {
  environment: Record<string, string>;
  /** ms that its clock is ahead. */
  offset: number;
  /** The step at which it dies; 0: it lives. */
  killAt: number;
}

export interface Known {
  /** The network's ids of what is stored. */
  items: string[];
  conversations: { id: number; stormId: number | null; isPrivate: boolean }[];
  storms: number[];
  /** What all slots count together. */
  counted: number;
  isQuiet: boolean;
}
