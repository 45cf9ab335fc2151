/** The guild's audit log: who did what to whom, kept and told to an app that may read it. */
import { ACTION, type AuditAction, type AuditChange, type AuditEntry } from '../state/audit-entry.ts';
import { INTENT } from '../state/events.ts';
import { may, PERMISSION } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

export interface Audited {
  action: AuditAction;
  /** The app's bot when absent. */
  actorId?: string;
  targetId: string;
  reason?: string | null;
  changes?: AuditChange[];
  options?: Record<string, string>;
}

export function audit(state: State, { actorId, reason, ...audited }: Audited): void {
  const entry: AuditEntry = {
    ...audited,
    id: state.ids.next(),
    actorId: actorId ?? state.application.botUserId,
    reason: reason ?? null,
  };
  state.auditLog.push(entry);
  if (!may(state, state.application.botUserId, PERMISSION.ViewAuditLog)) return;
  state.events.publish({
    type: 'GUILD_AUDIT_LOG_ENTRY_CREATE',
    data: { ...auditJson(entry), guild_id: state.guild.id },
    intent: INTENT.moderation,
  });
}

export function auditJson({ id, action, actorId, targetId, reason, changes, options }: AuditEntry) {
  return {
    id,
    user_id: actorId,
    target_id: targetId,
    action_type: ACTION[action],
    ...(changes ? { changes } : {}),
    ...(options ? { options } : {}),
    ...(reason === null ? {} : { reason }),
  };
}
