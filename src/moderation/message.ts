/** A message as the rules look at it: plain values, whichever chat it stood in. */
export interface Message {
  id: string;
  channel: { id: string; name?: string; parent?: string };
  author: Author;
  /** Milliseconds since 1970. */
  at: number;
  /** Every place where text stands. */
  parts: Part[];
  attachments: Attachment[];
  pings: Pings;
}

export interface Author {
  id: string;
  name?: string;
  /** Ids. */
  roles: string[];
  /** Where the chat tells them. */
  roleNames?: string[];
}

export interface Part {
  /** The path within the message: `content`, `poll.answers[1]`, `message_snapshots[0].content`. */
  name: string;
  text: string;
  /** Whether the chat reads mark-up in it; a thread's name is shown letter by letter. */
  markup: boolean;
  /** What a person did not phrase: the name of a file, what a link's own page says in its preview. */
  origin?: 'file' | 'preview' | 'sticker';
}

export interface Attachment {
  /** The path within the message: `attachments[0]`. */
  part: string;
  /** The file's name, as it is downloaded. */
  name: string;
  /** Bytes, where it is told. */
  size: number | undefined;
}

/** Whom it notified, as far as the chat told; the text may name more. */
export interface Pings {
  users: string[];
  roles: string[];
  everyone: boolean;
}
