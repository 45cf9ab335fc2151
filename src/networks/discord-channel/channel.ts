/** Whether the bot may post in a channel, found before it does: its kind, and the bot's rights there. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../network.ts';
import type { DiscordClient } from './client.ts';
import { lacking } from './permissions.ts';

/** `bot`: its user id. Answers the server's id, `@me` for a direct message. Throws `NetworkError`. */
export async function checkChannel(client: DiscordClient, id: string, bot: string): Promise<string> {
  const channel = await client.call(false, async (rest) =>
    channelSchema.parse(await rest.get(`/channels/${id}`)),
  );
  const kind = UNFIT[channel.type ?? TEXT];
  if (kind) throw unfit(kind());
  if (channel.thread_metadata?.locked) throw unfit(t('a closed thread'));
  const { guild_id: guild } = channel;
  if (guild === undefined) return '@me';
  const missing = await lackingIn(client, guild, channel, bot).catch(unlessBusy);
  if (missing.length > 0) throw forbidden(missing);
  return guild;
}

const TEXT = 0;
/** Types of channels in which no message can be posted as it is. */
const UNFIT: Record<number, (() => string) | undefined> = {
  4: () => t('a category'),
  14: () => t('a directory'),
  15: () => t('a forum, where each post is a thread with a name'),
  16: () => t('a media channel, where each post is a thread with a name'),
};
const THREADS = [10, 11, 12];

type Channel = z.infer<typeof channelSchema>;

async function lackingIn(
  client: DiscordClient,
  guild: string,
  channel: Channel,
  bot: string,
): Promise<string[]> {
  const isThread = THREADS.includes(channel.type ?? TEXT);
  const [member, roles, place] = await Promise.all([
    client.call(false, async (rest) => memberSchema.parse(await rest.get(`/guilds/${guild}/members/${bot}`))),
    client.call(false, async (rest) => rolesSchema.parse(await rest.get(`/guilds/${guild}/roles`))),
    // A thread has the exceptions of its channel.
    isThread && channel.parent_id
      ? client.call(false, async (rest) =>
          channelSchema.parse(await rest.get(`/channels/${channel.parent_id}`)),
        )
      : channel,
  ]);
  const standing = { guild, member: { id: bot, roles: member.roles }, roles };
  const sending = isThread ? SEND_IN_THREADS : SEND;
  return lacking({ ...standing, overwrites: place.permission_overwrites }, [...NEEDED, sending]);
}

/** Who asks about many channels at once is slowed down; then the rights are not told, and posting says them. */
function unlessBusy(error: unknown): string[] {
  if (error instanceof NetworkError && error.reason === 'rate_limited') return [];
  throw error;
}

/** Bits of Discord's Permissions reference, named as its settings do. */
const NEEDED = [
  ['View Channel', 1n << 10n],
  ['Attach Files', 1n << 15n],
  ['Read Message History', 1n << 16n],
] as const;
const SEND = ['Send Messages', 1n << 11n] as const;
const SEND_IN_THREADS = ['Send Messages in Threads', 1n << 38n] as const;

function unfit(kind: string): NetworkError {
  return new NetworkError('unauthorized', t('Discord: the channel is {kind}.', { kind }), {
    remedy: t('Name a text or announcement channel in the team file, or an open thread by its id.'),
  });
}

function forbidden(missing: string[]): NetworkError {
  const named = missing.join(', ');
  return new NetworkError('unauthorized', t('Discord: the bot lacks {named} in the channel.', { named }), {
    remedy: t("Give it to the bot's role in the channel's settings."),
  });
}

const channelSchema = z.object({
  guild_id: z.string().optional(),
  type: z.number().optional(),
  parent_id: z.string().nullish(),
  thread_metadata: z.object({ locked: z.boolean().optional() }).optional(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), allow: z.string(), deny: z.string() }))
    .default([]),
});
const memberSchema = z.object({ roles: z.array(z.string()) });
const rolesSchema = z.array(z.object({ id: z.string(), permissions: z.string() }));
