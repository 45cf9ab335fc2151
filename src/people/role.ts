/** What a person may do. `admin` may do all of it. */
export const ROLES = ['author', 'approver', 'moderator', 'responder', 'admin'] as const;

export type Role = (typeof ROLES)[number];

export function holds(roles: readonly Role[], needed: Role | 'anyone'): boolean {
  return needed === 'anyone' || roles.includes(needed) || roles.includes('admin');
}
