/** Somebody of the team, as each chat shows them. */
import type { Part } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';

export type NamedPeople = Map<number, people.StoredPerson>;

/** By id, everybody who is named. */
export async function namedPeople(app: App, ids: (number | null | undefined)[]): Promise<NamedPeople> {
  const distinct = [...new Set(ids.filter((id) => id != null))];
  const found = await people.findAll(app.database, distinct);
  return new Map(found.map((person) => [person.id, person]));
}

export function personPart(named: NamedPeople, id: number | null): Part {
  const person = id === null ? undefined : named.get(id);
  return { type: 'person', name: person?.name ?? t('somebody'), identities: person?.identities ?? {} };
}
