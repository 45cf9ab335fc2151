/** Unties a person's identities: the one in the other chat becomes a person of its own, without what both did. */
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { notLinked, tiedByTeamFile } from './link-refusals.ts';
import { inTeamFile } from './recognition.ts';

/** Answers the chats that were untied. Throws a `Refusal`. */
export async function unlink(app: App, actor: Actor): Promise<string[]> {
  const { person, chat } = actor;
  const others = Object.entries(person.identities).filter(([name]) => name !== chat);
  if (others.length === 0) throw notLinked();
  const tied = inTeamFile(app.team, person.identities)?.identities ?? {};
  if (Object.keys(tied).length > 1) throw tiedByTeamFile();
  await app.database.transaction(async (transaction) => {
    for (const [name, user] of others) await people.separate(transaction, { chat: name, user }, person.name);
    const details = { identities: person.identities };
    await audit.append(transaction, { ...entryBy(actor, 'people.unlinked', app.clock), details });
  });
  return others.map(([name]) => name);
}
