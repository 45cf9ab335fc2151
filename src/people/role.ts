/** What a person may do. `admin` may do all of it. */
export const ROLES = ['author', 'approver', 'moderator', 'responder', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** What something asks for: one role, that they are of the team (`member`), or nothing. */
export type Permission = Role | 'member' | 'anyone';

export function holds(roles: readonly Role[], needed: Role): boolean {
  return roles.includes(needed) || roles.includes('admin');
}
