/** Who is meant by a list of roles and of names in the team file: who is of it, and how people read it. */
import { t } from '../kit/t.ts';
import type { Person } from './person.ts';
import { holds, type Role } from './role.ts';

export interface Party {
  roles: Role[];
  /** As the team file lists people. */
  names: string[];
}

export const nobody: Party = { roles: [], names: [] };

export function includes(party: Party, person: Pick<Person, 'roles' | 'listedAs'>): boolean {
  const named = person.listedAs !== undefined && party.names.includes(person.listedAs);
  return named || party.roles.some((role) => holds(person.roles, role));
}

export function isNobody({ roles, names }: Party): boolean {
  return roles.length === 0 && names.length === 0;
}

/** "Kim, Lena or any approver"; as a `conjunction` "Kim and Lena". */
export function partyWords(
  { roles, names }: Party,
  type: 'disjunction' | 'conjunction' = 'disjunction',
): string {
  const words = [...names, ...roles.map((role) => t('any {role}', { role }))];
  return new Intl.ListFormat('en', { type }).format(words);
}
