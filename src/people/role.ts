/** What a person may do. `admin` may do all of it. */
export const ROLES = ['author', 'approver', 'moderator', 'responder', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** What something asks for: one role, any role at all (`member` of the team), or nothing. */
export type Permission = Role | 'member' | 'anyone';

export function holds(roles: readonly Role[], needed: Permission): boolean {
  if (needed === 'anyone') return true;
  if (needed === 'member') return roles.length > 0;
  return roles.includes(needed) || roles.includes('admin');
}
