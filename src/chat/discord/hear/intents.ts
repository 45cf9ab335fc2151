/** Which of Discord's gateway intents follow from what listeners want. Pure. */
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { HeardKind } from '../../heard.ts';
import type { Needs } from '../../listener.ts';

const OF_KIND: Record<HeardKind, GatewayIntentBits> = {
  message: GatewayIntentBits.GuildMessages,
  edit: GatewayIntentBits.GuildMessages,
  delete: GatewayIntentBits.GuildMessages,
  reaction: GatewayIntentBits.GuildMessageReactions,
  join: GatewayIntentBits.GuildMembers,
  leave: GatewayIntentBits.GuildMembers,
  member_change: GatewayIntentBits.GuildMembers,
  thread: GatewayIntentBits.Guilds,
  audit_entry: GatewayIntentBits.GuildModeration,
};

export function intentsFor({ kinds, content }: Needs): number {
  const bits = [...kinds].reduce((sum, kind) => sum | OF_KIND[kind], GatewayIntentBits.Guilds);
  return content ? bits | GatewayIntentBits.MessageContent : bits;
}

/** Those that must be switched on in the developer portal, as they are called there. */
export function privilegedIntents(needs: Needs): ('Server Members Intent' | 'Message Content Intent')[] {
  const bits = intentsFor(needs);
  return [
    ...(bits & GatewayIntentBits.GuildMembers ? (['Server Members Intent'] as const) : []),
    ...(bits & GatewayIntentBits.MessageContent ? (['Message Content Intent'] as const) : []),
  ];
}
