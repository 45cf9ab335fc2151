/** Which events and scopes of Slack follow from what listeners want. Pure. */
import type { HeardKind } from '../../heard.ts';
import type { Needs } from '../../listener.ts';

interface Asked {
  events: readonly string[];
  scopes: readonly string[];
}

/** In the channels that the bot was invited to, public and private. Changes and deletions come with the messages. */
const MESSAGES: Asked = {
  events: ['message.channels', 'message.groups'],
  scopes: ['channels:history', 'groups:history'],
};
const NOTHING: Asked = { events: [], scopes: [] };

const OF_KIND: Record<HeardKind, Asked> = {
  message: MESSAGES,
  edit: MESSAGES,
  delete: MESSAGES,
  reaction: { events: ['reaction_added'], scopes: ['reactions:read'] },
  join: { events: ['member_joined_channel'], scopes: ['channels:read', 'groups:read'] },
  leave: { events: ['member_left_channel'], scopes: ['channels:read', 'groups:read'] },
  // Slack has no such thing.
  member_change: NOTHING,
  thread: NOTHING,
  audit_entry: NOTHING,
};

/** Each once, sorted, as they stand in a manifest. */
export function subscriptionsFor({ kinds }: Needs): { events: string[]; scopes: string[] } {
  const asked = [...kinds].map((kind) => OF_KIND[kind]);
  return {
    events: [...new Set(asked.flatMap(({ events }) => events))].sort(),
    scopes: [...new Set(asked.flatMap(({ scopes }) => scopes))].sort(),
  };
}
