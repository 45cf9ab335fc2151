/** Somebody of the team, the same person in every chat that they linked. */
import type { Role } from './role.ts';

export interface Person {
  id: number;
  name: string;
  /** IANA zone: in it "tomorrow 9:00" is read and times are written. */
  timeZone: string;
  roles: Role[];
  /** Chat name → user id there. */
  identities: Record<string, string>;
}
