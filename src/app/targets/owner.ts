/** Who is asked when an account needs a hand. */
import type { App } from '../app.ts';

/** Direct messages to whom the team file names as its owner, in each chat that they are in. */
export async function ownersPlaces(app: App, target: string): Promise<{ chat: string; channel: string }[]> {
  const owner = app.team.people.find(({ name }) => name === app.team.targets[target]?.owner);
  const places = Object.entries(owner?.identities ?? {}).map(async ([chat, user]) => {
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
