/** Who is asked when an account needs a hand. */
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';

/** Direct messages to its owner, in each chat that they are in. */
export async function ownersPlaces(app: App, target: string): Promise<{ chat: string; channel: string }[]> {
  const places = Object.entries(await identitiesOfOwner(app, target)).map(async ([chat, user]) => {
    try {
      const channel = await app.messengers.get(chat)?.directChannel(user);
      return channel === undefined ? [] : [{ chat, channel }];
    } catch (error) {
      app.log.warn({ err: error, target, chat }, "the account's owner cannot be written to");
      return [];
    }
  });
  return (await Promise.all(places)).flat();
}

/** Whom the team file names, or who connected it. */
async function identitiesOfOwner(app: App, target: string): Promise<Record<string, string>> {
  const { owner, connected } = app.team.targets[target] ?? {};
  const found = connected
    ? await people.findById(app.database, connected.ownerId)
    : app.team.people.find(({ name }) => name === owner);
  return found?.identities ?? {};
}
