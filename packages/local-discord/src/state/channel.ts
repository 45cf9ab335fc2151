/** A channel of the guild, a thread, or a direct message. */

export interface Overwrite {
  id: string;
  /** 0 a role, 1 a member. */
  type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface Thread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  archiveChangedAt: number;
  createdAt: number;
  memberIds: string[];
}

export interface Channel {
  id: string;
  type: number;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  slowmodeSeconds: number;
  overwrites: Overwrite[];
  lastMessageId: string | null;
  /** In direct messages: the person on the other side of the bot. */
  recipientId?: string;
  thread?: Thread;
}

export const CHANNEL_TYPE = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  announcement: 5,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
  media: 16,
};

/** In forums and media channels there are only threads to write in. */
export function isTextChannel({ type }: Channel): boolean {
  const { category, voice, forum, media } = CHANNEL_TYPE;
  return ![category, voice, forum, media].includes(type);
}
