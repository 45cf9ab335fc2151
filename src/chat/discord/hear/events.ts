/**
 * Hears the gateway's events beside the commands, as Discord sends them: discord.js itself tells of a change only
 * where it has the thing in its cache, and ours keeps nothing.
 */
import type { Client } from 'discord.js';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Log } from '../../../kit/log.ts';
import type { HeardKind } from '../../heard.ts';
import type { HeardHandler } from '../../listeners.ts';
import { CHAT } from '../heard.ts';
import { type Around, readEvent } from './read.ts';
import { Threads } from './threads.ts';

export interface EventOptions {
  /** The bot's own user id. */
  self: string;
  /** The team's server; what happens on others is not heard. */
  guild?: string;
  handler: HeardHandler;
  log: Log;
}

/** Kept while the bot is connected: to be made before it connects, since the open threads are told only then. */
export function watchThreads(client: Client): Threads {
  const threads = new Threads();
  client.ws.on(GatewayDispatchEvents.GuildCreate, (data) => threads.openOnes(data));
  client.ws.on(GatewayDispatchEvents.ThreadListSync, (data) => threads.openOnes(data));
  client.ws.on(GatewayDispatchEvents.ThreadCreate, (data) => threads.opened(data));
  client.ws.on(GatewayDispatchEvents.ThreadUpdate, (data) => threads.opened(data));
  client.ws.on(GatewayDispatchEvents.ThreadDelete, (data) => threads.closed(data.id));
  return threads;
}

/** Returns what ends it. */
export function hearEvents(client: Client, threads: Threads, options: EventOptions): () => void {
  const parentOf = (channel: string) => threads.parentOf(channel);
  const around: Around = { self: options.self, parentOf };
  const listening = Object.entries(KINDS).map(([type, kind]) => {
    const hear = (data: Sent) => take(kind, data, around, options);
    client.ws.on(type as GatewayDispatchEvents, hear);
    return () => client.ws.off(type, hear);
  });
  return () => {
    for (const end of listening) end();
  };
}

const KINDS: Partial<Record<GatewayDispatchEvents, HeardKind>> = {
  [GatewayDispatchEvents.MessageCreate]: 'message',
  [GatewayDispatchEvents.MessageUpdate]: 'edit',
  [GatewayDispatchEvents.MessageDelete]: 'delete',
  [GatewayDispatchEvents.MessageDeleteBulk]: 'delete',
  [GatewayDispatchEvents.MessageReactionAdd]: 'reaction',
  [GatewayDispatchEvents.GuildMemberAdd]: 'join',
  [GatewayDispatchEvents.GuildMemberRemove]: 'leave',
  [GatewayDispatchEvents.GuildMemberUpdate]: 'member_change',
  [GatewayDispatchEvents.ThreadCreate]: 'thread',
  [GatewayDispatchEvents.ThreadUpdate]: 'thread',
  [GatewayDispatchEvents.GuildAuditLogEntryCreate]: 'audit_entry',
};

/** What the cheap look goes by: nobody has checked it yet. */
interface Sent {
  id?: unknown;
  guild_id?: unknown;
  channel_id?: unknown;
  message_reference?: unknown;
}

function take(kind: HeardKind, data: Sent, around: Around, options: EventOptions): void {
  const { guild, handler, log } = options;
  if (guild !== undefined && data.guild_id !== guild) return;
  const channel = kind === 'thread' ? data.id : data.channel_id;
  const where = typeof channel === 'string' ? channel : undefined;
  const parent = where === undefined ? undefined : around.parentOf(where);
  const isAnswer = data.message_reference !== undefined;
  if (!handler.wants(CHAT, kind, { channel: where, parent, isAnswer })) return;
  try {
    const event = readEvent(kind, data, around);
    if (event) handler.handle(event);
  } catch (error) {
    // Its words are nobody's business in a log.
    log.warn({ kind, reason: reasonOf(error) }, 'Discord sent an event that is not as described');
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
