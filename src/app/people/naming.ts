/** Who is meant by what somebody typed outside of the chats. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import type { App } from '../app.ts';
import { recogniseStored } from './recognition.ts';

/** A name in the team file, or `slack:U012AB3CD`. Throws a `Refusal` for `field`, a `ChatError`. */
export async function personNamed(app: App, words: string, field: string): Promise<Person> {
  const name = words.trim();
  const identities = identitiesOf(app, name);
  const person = identities && (await recogniseStored(app, { identities }));
  if (!person) throw unknownPerson(app, name, field);
  return person;
}

function identitiesOf({ team, messengers }: App, name: string): Record<string, string> | undefined {
  const listed = team.people.find((one) => alike(one.name) === alike(name));
  if (listed) return listed.identities;
  const [chat = '', user] = name.split(':');
  return user && messengers.has(chat) ? { [chat]: user } : undefined;
}

function alike(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function unknownPerson({ team }: App, name: string, field: string): Refusal {
  const names = team.people.map((one) => one.name).join(', ') || t('it lists nobody');
  return refuse(
    'person.unknown',
    field,
    t('Nobody is known as "{name}".', { name }),
    t('Give a name from the team file ({names}), or an id in a chat whose token is set: slack:U012AB3CD.', {
      names,
    }),
  );
}
