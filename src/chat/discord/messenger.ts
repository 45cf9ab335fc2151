/** Speaks in Discord over REST alone, so that a worker needs no gateway and loads no discord.js. */
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Card } from '../card.ts';
import {
  ChatError,
  type HistoryAsked,
  type Member,
  type MessageReference,
  type Messenger,
  type NewChannel,
  type OutgoingFile,
  type Reaction,
  type Readable,
  type SpeakingPlace,
  type Upload,
  type WrittenPlace,
} from '../chat.ts';
import type { HeardMessage } from '../heard.ts';
import { asked, isBadRequest } from './fault.ts';
import type { Guild } from './guild.ts';
import { markIn, markOf, sameMark } from './mark.ts';
import { Members } from './members.ts';
import type { DiscordOptions } from './options.ts';
import { type Payload, payloadOf } from './payload.ts';
import { channelSchema, filesIn, idSchema, type Message, messageSchema } from './schema.ts';
import { fileMessage } from './speak/files.ts';
import { readHistory } from './speak/history.ts';
import { Names } from './speak/names.ts';
import { readPlaces } from './speak/places.ts';
import { Rooms } from './speak/rooms.ts';

/** How many of a channel's newest messages `find` reads: one page. */
const LOOKED_THROUGH = 100;

export class DiscordMessenger implements Messenger {
  readonly chat = 'discord';
  /** Five messages in five seconds in a channel. */
  readonly pace = { interval: 1_000, burst: 5 };
  private readonly rest: REST;
  private readonly guild: Guild;
  private readonly options: DiscordOptions;
  private readonly members: Members;
  private readonly names: Names;
  private readonly rooms: Rooms;
  private readonly guilds = new Map<string, string>();
  private self: Promise<string> | undefined;

  constructor(rest: REST, guild: Guild, options: DiscordOptions) {
    this.rest = rest;
    this.guild = guild;
    this.options = options;
    this.members = new Members(rest, guild, options);
    this.names = new Names(rest, options.clock);
    this.rooms = new Rooms(rest, guild, () => this.ownId());
  }

  async send(
    channel: string,
    shown: Card,
    key: string,
    thread?: MessageReference,
  ): Promise<MessageReference> {
    const { body, files } = await payloadOf(shown, { media: this.options.media, mark: markOf(key) });
    const sent = await asked(
      this.rest.post(Routes.channelMessages(channel), {
        body: { ...body, ...answering(thread), nonce: key, enforce_nonce: true },
        files,
      }),
    );
    return this.reference(messageSchema.parse(sent));
  }

  /** Keeps the mark and the files that the message has; uploads all files anew should Discord not keep them. */
  async edit(message: MessageReference, shown: Card): Promise<void> {
    const held = messageSchema.parse(await asked(this.rest.get(routeOf(message))));
    const media = this.options.media;
    const mark = markIn(held);
    const files = filesIn(held);
    try {
      await this.patch(message, await payloadOf(shown, { media, mark, held: files }));
    } catch (error) {
      if (files.size === 0 || !isBadRequest(error)) throw error;
      await this.patch(message, await payloadOf(shown, { media, mark }));
    }
  }

  async find(channel: string, key: string): Promise<MessageReference | undefined> {
    const query = new URLSearchParams({ limit: String(LOOKED_THROUGH) });
    const [self, listed] = await Promise.all([
      this.ownId(),
      asked(this.rest.get(Routes.channelMessages(channel), { query })),
    ]);
    const mark = markOf(key);
    const found = z
      .array(messageSchema)
      .parse(listed)
      .find((message) => message.author.id === self && sameMark(markIn(message), mark));
    return found && this.reference(found);
  }

  async remove(message: MessageReference): Promise<void> {
    await unlessGone(asked(this.rest.delete(routeOf(message))));
  }

  async history(channel: string, wanted: HistoryAsked): Promise<HeardMessage[]> {
    return readHistory(this.rest, await this.ownId(), channel, wanted);
  }

  async places(): Promise<WrittenPlace[]> {
    return readPlaces(this.rest, await this.guild.id());
  }

  async upload(
    channel: string,
    given: readonly OutgoingFile[],
    { key, text = '', thread }: Upload,
  ): Promise<MessageReference> {
    const { body, files } = fileMessage(given, text, markOf(key));
    const nonce = { nonce: key, enforce_nonce: true };
    const sent = await asked(
      this.rest.post(Routes.channelMessages(channel), {
        body: { ...body, ...answering(thread), ...nonce },
        files,
      }),
    );
    return this.reference(messageSchema.parse(sent));
  }

  async react({ channel, message }: MessageReference, reaction: Reaction): Promise<void> {
    const emoji = encodeURIComponent(REACTIONS[reaction]);
    await asked(this.rest.put(Routes.channelMessageOwnReaction(channel, message, emoji)));
  }

  async pin({ channel, message }: MessageReference): Promise<void> {
    await asked(this.rest.put(Routes.channelMessagesPin(channel, message)));
  }

  openThread(message: MessageReference, name: string): Promise<SpeakingPlace> {
    return this.rooms.openThread(message, name);
  }

  openChannel(channel: NewChannel): Promise<string> {
    return this.rooms.openChannel(channel);
  }

  renameChannel(channel: string, name: string): Promise<void> {
    return this.rooms.rename(channel, name);
  }

  invite(channel: string, people: readonly string[]): Promise<void> {
    return this.rooms.invite(channel, people);
  }

  archiveChannel(channel: string): Promise<void> {
    return this.rooms.archive(channel);
  }

  async directChannel(user: string): Promise<string> {
    const opened = await asked(this.rest.post(Routes.userChannels(), { body: { recipient_id: user } }));
    return idSchema.parse(opened).id;
  }

  async permalink(message: MessageReference): Promise<string> {
    const guild = this.guilds.get(message.channel) ?? (await this.guildOf(message.channel));
    this.guilds.set(message.channel, guild);
    return `https://discord.com/channels/${guild}/${message.channel}/${message.message}`;
  }

  member(user: string): Promise<Member> {
    return this.members.member(user);
  }

  peopleIn(groups: readonly string[], known: readonly string[] = []): Promise<string[]> {
    return this.members.peopleIn(groups, known);
  }

  readable(heard: Readable): Promise<string> {
    return this.names.readable(heard);
  }

  async close(): Promise<void> {
    this.rest.clearHandlerSweeper();
    this.rest.clearHashSweeper();
  }

  private async patch(message: MessageReference, payload: Payload): Promise<void> {
    await asked(this.rest.patch(routeOf(message), payload));
  }

  /** `@me` stands for a direct channel, as in Discord's own links. */
  private async guildOf(channel: string): Promise<string> {
    return channelSchema.parse(await asked(this.rest.get(Routes.channel(channel)))).guild_id ?? '@me';
  }

  private ownId(): Promise<string> {
    this.self ??= asked(this.rest.get(Routes.user())).then(
      (user) => idSchema.parse(user).id,
      (error) => {
        this.self = undefined;
        throw error;
      },
    );
    return this.self;
  }

  private reference(message: Message): MessageReference {
    return { chat: this.chat, channel: message.channel_id, message: message.id };
  }
}

async function unlessGone(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ChatError) || error.reason !== 'gone') throw error;
  }
}

const REACTIONS: Record<Reaction, string> = { seen: '👀', done: '✅', failed: '❌' };

function answering(thread: MessageReference | undefined) {
  return thread ? { message_reference: { message_id: thread.message, fail_if_not_exists: false } } : {};
}

function routeOf(message: MessageReference): `/${string}` {
  return Routes.channelMessage(message.channel, message.message);
}
