/** What a Web API method is, and the checks that several of them share. */
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel, ChannelKind } from '../workspace.ts';

export interface Method {
  token: 'bot' | 'app';
  /** Needed before anything is looked at; methods on channels ask for more by the channel's kind. */
  scope?: string;
  run: (core: Core, given: Json) => Json | Promise<Json>;
}

const SCOPE_PREFIX: Record<ChannelKind, string> = {
  public: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};

export function requireScope(core: Core, needed: string): void {
  if (core.installation.hasScope(needed)) return;
  throw new SlackRefusal('missing_scope', {
    needed,
    provided: core.installation.scopes?.join(',') ?? '',
  });
}

export function requireChannelScope(
  core: Core,
  channel: Channel,
  action: 'read' | 'history' | 'write',
): void {
  requireScope(core, `${SCOPE_PREFIX[channel.kind]}:${action}`);
}

/** The channel, if the app may know of it: private ones without the bot do not exist for it. */
export function channelForApp(core: Core, reference: string): Channel {
  const channel = core.workspace.channel(reference);
  const isMember = channel.members.has(core.workspace.app.botUserId);
  if (channel.kind !== 'public' && !isMember) throw new SlackRefusal('channel_not_found');
  return channel;
}

export function requireMembership(core: Core, channel: Channel): void {
  if (!channel.members.has(core.workspace.app.botUserId)) throw new SlackRefusal('not_in_channel');
}

/** One page of a list, by Slack's cursors. */
export function page<T>(
  items: T[],
  limit: number,
  cursor: string | undefined,
): { items: T[]; nextCursor: string } {
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString('utf8')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackRefusal('invalid_cursor');
  const end = start + limit;
  const nextCursor = end < items.length ? Buffer.from(String(end)).toString('base64') : '';
  return { items: items.slice(start, end), nextCursor };
}
