/** A message as the local server keeps it. */
import type { APIEmbed } from 'discord-api-types/v10';
import type { Component } from './component.ts';

export interface Reaction {
  emoji: { id: string | null; name: string };
  userIds: string[];
}

/** Which interaction a message answers. */
export interface MessageInteraction {
  id: string;
  type: number;
  userId: string;
  commandName?: string;
  targetUserId?: string;
  targetMessageId?: string;
  interactedMessageId?: string;
  originalResponseMessageId?: string;
  triggering?: MessageInteraction;
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  type: number;
  content: string;
  createdAt: number;
  editedAt: number | null;
  flags: number;
  tts: boolean;
  embeds: APIEmbed[];
  components: Component[];
  fileIds: string[];
  mentions: { userIds: string[]; roleIds: string[]; everyone: boolean };
  nonce?: string | number;
  pinned: boolean;
  reactions: Reaction[];
  reference?: { messageId: string; channelId: string };
  interaction?: MessageInteraction;
  /** Set on what an interaction's token wrote. */
  applicationId?: string;
  /** Only this person sees it: an ephemeral answer. */
  visibleTo?: string;
}

export const FLAG = {
  suppressEmbeds: 4,
  hasThread: 32,
  ephemeral: 64,
  loading: 128,
  silent: 4096,
  componentsV2: 32_768,
};

export function hasFlag(flags: number | null | undefined, flag: number): boolean {
  return ((flags ?? 0) & flag) !== 0;
}
