/** Somebody of the team, the same person in every chat that they linked. */
import { holds, type Permission, type Role } from './role.ts';

export interface Person {
  id: number;
  name: string;
  /** Their name in the team file, where it lists them: rules that name people mean this one. */
  listedAs?: string;
  /** IANA zone: in it "tomorrow 9:00" is read and times are written. */
  timeZone: string;
  roles: Role[];
  /** Chat name → user id there. */
  identities: Record<string, string>;
}

export function may(person: Pick<Person, 'roles' | 'listedAs'>, needed: Permission): boolean {
  if (needed === 'anyone') return true;
  return needed === 'member' ? isOfTeam(person) : holds(person.roles, needed);
}

/** With a role, or by name in the team file. */
export function isOfTeam({ roles, listedAs }: Pick<Person, 'roles' | 'listedAs'>): boolean {
  return roles.length > 0 || listedAs !== undefined;
}
