/** Everything that one local Discord knows. Two of them in one process share nothing. */
import { randomBytes } from 'node:crypto';
import { type LocalDiscordOptions, type Timing, timingOf } from '../options.ts';
import type { AuditEntry } from './audit-entry.ts';
import { Changes } from './changes.ts';
import type { Channel } from './channel.ts';
import type { Command } from './command.ts';
import { Events } from './events.ts';
import type { StoredFile } from './file.ts';
import type { Interaction, OpenModal } from './interaction.ts';
import type { Member } from './member.ts';
import type { Message } from './message.ts';
import type { Role } from './role.ts';
import { Snowflakes } from './snowflake.ts';
import type { User } from './user.ts';

export interface Application {
  id: string;
  name: string;
  botUserId: string;
  token: string;
  publicKey: string;
  intents: { members: boolean; messageContent: boolean; presences: boolean };
}

export interface State {
  readonly clock: { now(): number };
  readonly timing: Timing;
  readonly ids: Snowflakes;
  readonly changes: Changes;
  readonly events: Events;
  readonly guild: { id: string; name: string; ownerId: string; joinedAt: number };
  readonly application: Application;
  readonly users: Map<string, User>;
  readonly members: Map<string, Member>;
  readonly roles: Map<string, Role>;
  readonly channels: Map<string, Channel>;
  /** By channel, oldest first. */
  readonly messages: Map<string, Message[]>;
  readonly files: Map<string, StoredFile>;
  readonly bans: Map<string, { userId: string; reason: string | null }>;
  readonly commands: Map<string, Command>;
  readonly interactions: Map<string, Interaction>;
  /** By person: the form open on their screen. */
  readonly modals: Map<string, OpenModal>;
  readonly auditLog: AuditEntry[];
  /** Signs attachment addresses. */
  readonly fileSecret: Uint8Array;
  /** `http://host:port`, set when the server listens. */
  baseUrl: string;
}

export function emptyState(options: LocalDiscordOptions): State {
  const { clock, guild, application } = options;
  return {
    clock,
    timing: timingOf(options),
    ids: new Snowflakes(() => clock.now()),
    changes: new Changes(),
    events: new Events(),
    guild: { id: guild.id, name: guild.name, ownerId: guild.ownerId, joinedAt: clock.now() },
    application: {
      id: application.id,
      name: application.name ?? 'App',
      botUserId: application.botUserId,
      token: application.token,
      publicKey: application.publicKey ?? '0'.repeat(64),
      intents: { members: true, messageContent: true, presences: false, ...application.intents },
    },
    users: new Map(),
    members: new Map(),
    roles: new Map(),
    channels: new Map(),
    messages: new Map(),
    files: new Map(),
    bans: new Map(),
    commands: new Map(),
    interactions: new Map(),
    modals: new Map(),
    auditLog: [],
    fileSecret: randomBytes(32),
    baseUrl: '',
  };
}

export function findMessage(state: State, channelId: string, messageId: string): Message | undefined {
  return state.messages.get(channelId)?.findLast((message) => message.id === messageId);
}
