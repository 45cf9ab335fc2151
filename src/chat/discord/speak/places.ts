/** Where people write on a server: its channels, also those of voice, and the threads that are open. */
import type { REST } from '@discordjs/rest';
import { ChannelType, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { WrittenPlace } from '../../chat.ts';
import { asked } from '../fault.ts';

const placeSchema = z.object({
  id: z.string(),
  type: z.number(),
  parent_id: z.string().nullish(),
  last_message_id: z.string().nullish(),
});

/** Throws `ChatError`. */
export async function readPlaces(rest: REST, guild: string): Promise<WrittenPlace[]> {
  const [channels, active] = await Promise.all([
    asked(rest.get(Routes.guildChannels(guild))),
    asked(rest.get(Routes.guildActiveThreads(guild))),
  ]);
  const threads = z.object({ threads: z.array(placeSchema) }).parse(active).threads;
  const written = z
    .array(placeSchema)
    .parse(channels)
    .filter(({ type }) => WRITTEN_IN.has(type));
  return [
    ...written.map(placeOf),
    // What a channel lies in is a category, which a thread does not count as.
    ...threads.map((thread) => ({
      ...placeOf(thread),
      ...(thread.parent_id && { parent: thread.parent_id }),
    })),
  ];
}

/** A forum has threads alone. */
const WRITTEN_IN: ReadonlySet<number> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
]);

function placeOf({ id, last_message_id: newest }: z.infer<typeof placeSchema>): WrittenPlace {
  return { channel: id, ...(newest && { newest }) };
}
