/** What a post answers that somebody else wrote: part of its content, and so of what is approved and hashed. */
import type { Audience } from '../people/audience.ts';

export interface Answers {
  /** Our number of what is answered, where it is kept as a mention. */
  mention?: number;
  /** The network's own id of it. */
  id: string;
  /** The network's id of what began the conversation, where it is not the same. */
  thread?: string;
  /** Who wrote it: the network's own id, and the name that reaches them (`@user@host`). */
  author: { id: string; handle: string; followers?: number };
  /** Who sees the answer at most. May be narrower than what is answered, never wider. */
  audience: Audience;
  /** The warning before it, which the answer carries too. Empty where there is none. */
  warning: string;
  /** BCP 47, where it is known. */
  language?: string;
}

/** Every field in a fixed order, for the hash of a content. */
export function canonicalAnswers({ mention, id, thread, author, audience, warning, language }: Answers) {
  const about = [mention ?? null, id, thread ?? null];
  return [
    'answers',
    ...about,
    author.id,
    author.handle,
    author.followers ?? null,
    audience,
    warning,
    language ?? null,
  ];
}
