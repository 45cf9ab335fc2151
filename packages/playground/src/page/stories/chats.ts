/** What stories read in the chats, and who is there. */
import type { View } from '../../view.ts';

/** Throws when there is no such channel for whoever looks. */
export function channelId(view: View, chat: 'slack' | 'discord', name: string): string {
  const list: { id: string; name?: string }[] = view[chat].channels;
  const found = list.find((channel) => channel.name === name);
  if (!found) throw new Error(`There is no #${name} in ${chat}.`);
  return found.id;
}

/** All that can be read in a channel of one chat, a string a message; empty when there is none of that name. */
export function wordsIn(view: Pick<View, 'slack' | 'discord'>, name: string): string[] {
  return [
    ...view.slack.channels.filter((channel) => channel.name === name).flatMap((channel) => channel.messages),
    ...view.discord.channels
      .filter((channel) => channel.name === name)
      .flatMap((channel) => channel.messages),
  ].map((message) => JSON.stringify(message));
}

/** Those who are not of the team, from world.ts. */
export const CUSTOMERS = {
  kim: '1100000000000000040',
  noor: '1100000000000000041',
  tomas: '1100000000000000042',
  yui: '1100000000000000043',
};

export const TEAM = {
  ada: { slack: 'U0ADA', discord: '1100000000000000020' },
  ben: { slack: 'U0BEN', discord: '1100000000000000021' },
  clara: { discord: '1100000000000000022' },
  dana: { slack: 'U0DANA', discord: '1100000000000000023' },
  eli: { slack: 'U0ELI', discord: '1100000000000000024' },
};
