/** Channels and threads in Discord that the bot opens and keeps: their name, who is in them, their end. */
import type { REST } from '@discordjs/rest';
import {
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  Routes,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { cut } from '../../../kit/storable.ts';
import type { MessageReference, NewChannel, SpeakingPlace } from '../../chat.ts';
import { asked, refusalCode } from '../fault.ts';
import type { Guild } from '../guild.ts';
import { idSchema } from '../schema.ts';

const LONGEST_NAME = 100;
const READING = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
const WRITING = READING | PermissionFlagsBits.SendMessages;

const channelSchema = z.object({ thread_metadata: z.object({ archived: z.boolean() }).optional() });

export class Rooms {
  private readonly rest: REST;
  private readonly guild: Guild;
  private readonly self: () => Promise<string>;

  /** `self`: the bot's own user id. */
  constructor(rest: REST, guild: Guild, self: () => Promise<string>) {
    this.rest = rest;
    this.guild = guild;
    this.self = self;
  }

  /** A message has one thread, with the message's own id. */
  async openThread({ channel, message }: MessageReference, name: string): Promise<SpeakingPlace> {
    try {
      const body = { name: cut(name, LONGEST_NAME) };
      return {
        channel: idSchema.parse(await asked(this.rest.post(Routes.threads(channel, message), { body }))).id,
      };
    } catch (error) {
      if (refusalCode(error) !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw error;
      return { channel: message };
    }
  }

  async openChannel({ name, isPrivate, people }: NewChannel): Promise<string> {
    const [guild, self] = await Promise.all([this.guild.id(), this.self()]);
    const body = {
      name: cut(name, LONGEST_NAME),
      type: ChannelType.GuildText,
      permission_overwrites: isPrivate
        ? [
            overwrite(guild, OverwriteType.Role, 0n, PermissionFlagsBits.ViewChannel),
            ...[self, ...people].map((id) => overwrite(id, OverwriteType.Member, WRITING)),
          ]
        : [],
    };
    return idSchema.parse(await asked(this.rest.post(Routes.guildChannels(guild), { body }))).id;
  }

  async rename(channel: string, name: string): Promise<void> {
    await asked(this.rest.patch(Routes.channel(channel), { body: { name: cut(name, LONGEST_NAME) } }));
  }

  async invite(channel: string, people: readonly string[]): Promise<void> {
    const isThread = await this.isThread(channel);
    for (const user of people)
      await asked(
        isThread
          ? this.rest.put(Routes.threadMembers(channel, user))
          : this.rest.put(Routes.channelPermission(channel, user), {
              body: withoutId(overwrite(user, OverwriteType.Member, WRITING)),
            }),
      );
  }

  /** A thread goes into the archive; in a channel, which has none, nobody writes any more. */
  async archive(channel: string): Promise<void> {
    if (await this.isThread(channel)) {
      await asked(this.rest.patch(Routes.channel(channel), { body: { archived: true } }));
      return;
    }
    const [guild, self] = await Promise.all([this.guild.id(), this.self()]);
    const found = overwritesSchema.parse(await asked(this.rest.get(Routes.channel(channel))));
    const all = found.permission_overwrites.some(({ id }) => id === guild)
      ? found.permission_overwrites
      : [...found.permission_overwrites, { id: guild, type: OverwriteType.Role, allow: '0', deny: '0' }];
    const body = {
      permission_overwrites: all.map((held) => (held.id === self ? numbers(held) : silenced(held))),
    };
    await asked(this.rest.patch(Routes.channel(channel), { body }));
  }

  private async isThread(channel: string): Promise<boolean> {
    const found = channelSchema.parse(await asked(this.rest.get(Routes.channel(channel))));
    return found.thread_metadata !== undefined;
  }
}

const overwriteSchema = z.object({
  id: z.string(),
  type: z.enum(OverwriteType),
  allow: z.string(),
  deny: z.string(),
});
const overwritesSchema = z.object({ permission_overwrites: z.array(overwriteSchema).default([]) });

type HeldOverwrite = z.infer<typeof overwriteSchema>;

/** Reads as before, and writes no more. */
function silenced({ id, type, allow, deny }: HeldOverwrite) {
  const { SendMessages } = PermissionFlagsBits;
  return overwrite(id, type, BigInt(allow) & ~SendMessages, BigInt(deny) | SendMessages);
}

function numbers({ id, type, allow, deny }: HeldOverwrite) {
  return overwrite(id, type, BigInt(allow), BigInt(deny));
}

/** Discord's description wants numbers, and its highest bit fits into one. */
function overwrite(id: string, type: OverwriteType, allow: bigint, deny = 0n) {
  return { id, type, allow: Number(allow), deny: Number(deny) };
}

function withoutId({ id: _, ...body }: ReturnType<typeof overwrite>) {
  return body;
}
