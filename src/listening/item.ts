/** What a source gives: something that somebody wrote to us or about us, as the network tells it. */
import type { Audience } from '../people/audience.ts';

export interface Item {
  /** The network's own id; the same item has the same at every reading. */
  id: string;
  /** `mention`: we are named. `reply`: it answers a post of ours. `quote`: it shows one. `message`: it was said in a place that we listen to. */
  kind: 'mention' | 'reply' | 'quote' | 'message';
  author: Author;
  /** Plain text, with line breaks and whole links. */
  text: string;
  /** BCP 47, where the network tells. */
  language?: string;
  /** Epoch ms: when it was written. */
  at: number;
  /** Where people see it. */
  url?: string;
  audience: Audience;
  /** The warning that stands before it. */
  warning?: string;
  /** What it answers: the network's id. */
  inReplyTo?: string;
  /** The network's id of what began the conversation; its own where it begins one. */
  thread: string;
  /** Epoch ms of its last edit. */
  editedAt?: number;
  /** How many pictures, videos and files it has. */
  attachments?: number;
}

export interface Author {
  /** The network's own id, which stays when they call themselves otherwise. */
  id: string;
  name: string;
  /** As one writes to them: `@friend.example`, `@friend@host.example`. */
  handle: string;
  url?: string;
  followers?: number;
  isBot?: boolean;
}
