/** A chat as Telegram has it, and what the bot may do there. */
import { badRequest, forbidden } from './error.ts';

export interface Chat {
  id: number;
  type: 'channel' | 'supergroup' | 'group';
  title: string;
  /** Public ones have one: `acme_news`, without the sign. */
  username?: string;
  membership: Membership;
  /** A group that became a supergroup is not there any more under its old id. */
  migratedTo?: number;
}

/** What `getChatMember` tells of the bot. In groups every member may write unless `restricted` says otherwise. */
export type Membership =
  | { status: 'creator' | 'member' | 'left' | 'kicked' }
  | { status: 'administrator'; can_post_messages?: boolean }
  | { status: 'restricted'; can_send_messages: boolean; can_send_photos: boolean; can_send_videos?: boolean };

/** `what`: is to be sent beside the text. Throws as Telegram refuses. */
export function checkMaySend(chat: Chat, what?: 'photos' | 'videos'): void {
  checkIsIn(chat);
  const { membership, type } = chat;
  if (type === 'channel' && !mayPost(membership))
    throw badRequest('need administrator rights in the channel chat');
  if (membership.status !== 'restricted') return;
  if (!membership.can_send_messages) throw badRequest('not enough rights to send text messages to the chat');
  const { can_send_photos: photos, can_send_videos: videos = photos } = membership;
  if (what && !{ photos, videos }[what]) throw badRequest(`not enough rights to send ${what} to the chat`);
}

export function checkIsIn({ membership, type }: Chat): void {
  if (membership.status === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`);
  if (membership.status === 'left') throw forbidden(`bot is not a member of the ${type} chat`);
}

function mayPost(membership: Membership): boolean {
  if (membership.status === 'creator') return true;
  return membership.status === 'administrator' && membership.can_post_messages === true;
}

/** The object `Chat` of the Bot API. */
export function chatJson({ id, type, title, username }: Chat) {
  return { id, type, title, ...(username && { username }) };
}
