/** A line of the guild's audit log. */
import { AuditLogEvent } from 'discord-api-types/v10';

export const ACTION = {
  'channel-update': AuditLogEvent.ChannelUpdate,
  'overwrite-create': AuditLogEvent.ChannelOverwriteCreate,
  'overwrite-update': AuditLogEvent.ChannelOverwriteUpdate,
  'overwrite-delete': AuditLogEvent.ChannelOverwriteDelete,
  'member-kick': AuditLogEvent.MemberKick,
  'member-ban': AuditLogEvent.MemberBanAdd,
  'member-unban': AuditLogEvent.MemberBanRemove,
  'member-update': AuditLogEvent.MemberUpdate,
  'member-timeout': AuditLogEvent.MemberUpdate,
  'member-roles': AuditLogEvent.MemberRoleUpdate,
  'message-delete': AuditLogEvent.MessageDelete,
  'message-bulk-delete': AuditLogEvent.MessageBulkDelete,
} as const;

export type AuditAction = keyof typeof ACTION;

export interface AuditChange {
  key: string;
  old_value?: unknown;
  new_value?: unknown;
}

export interface AuditEntry {
  id: string;
  action: AuditAction;
  actorId: string;
  targetId: string;
  reason: string | null;
  changes?: AuditChange[];
  options?: Record<string, string>;
}
