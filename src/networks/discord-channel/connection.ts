/** Posts to, finds in, edits in, and deletes from one Discord channel. */
import type { RequestMethod } from '@discordjs/rest';
import type {
  AllowedMentionsTypes,
  RESTPatchAPIChannelMessageJSONBody,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { CountsOf } from '../counts.ts';
import { goneError } from '../http.ts';
import type { Reading } from '../live.ts';
import type { Connection, Intent, IsTaken, Limits, Message, Outside, Published } from '../network.ts';
import type { DiscordChannelAccount } from './account.ts';
import { checkChannel } from './channel.ts';
import { DiscordClient } from './client.ts';
import { codeOf, UNKNOWN_MESSAGE } from './errors.ts';
import { fileName, findMessage } from './find.ts';
import { LIMITS, MOST_BYTES_IN_ALL } from './limits.ts';
import { countsOn } from './metrics.ts';
import { readMessage } from './read.ts';

export class DiscordChannelConnection implements Connection {
  private readonly account: DiscordChannelAccount;
  private readonly outside: Outside;
  private readonly client: DiscordClient;
  private guild?: string;
  private bot?: string;

  constructor(account: DiscordChannelAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new DiscordClient(account, outside);
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight({ images }: Message): Finding[] {
    const found = images.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (found <= MOST_BYTES_IN_ALL) return [];
    return [
      {
        id: 'discord-channel.media.max_bytes_in_all',
        level: 'error',
        field: 'media',
        message: t('Discord takes {most} MiB of pictures in all; these have {found} MiB.', {
          most: MOST_BYTES_IN_ALL / MEBIBYTE,
          found: (found / MEBIBYTE).toFixed(1),
        }),
        remedy: t('Make them smaller, or take one out.'),
      },
    ];
  }

  async publish(message: Message, intent: Intent): Promise<Published> {
    const body = bodyOf(message, intent, this.account);
    const files = message.images.map(({ bytes, contentType }, index) => ({
      name: fileName(intent.key, index, contentType),
      data: bytes,
      contentType,
    }));
    const path = `/channels/${this.account.channel}/messages` as const;
    const answer = await this.client.call(true, async (rest) =>
      messageSchema.parse(await rest.post(path, { body, ...(files.length > 0 && { files }) })),
    );
    return this.published(answer.id);
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    this.bot ??= (await this.whoami()).id;
    const { channel } = this.account;
    const isOther = async (id: string) => (await isTaken?.(`${channel}/${id}`)) ?? false;
    const place = { client: this.client, channel, bot: this.bot, isOther };
    const id = await findMessage(place, message, intent);
    return id === undefined ? undefined : this.published(id);
  }

  /** Attachments that the body does not name stay. */
  async edit(published: Published, { text }: Message): Promise<Published> {
    const [channel = '', message = ''] = published.id.split('/');
    const body: RESTPatchAPIChannelMessageJSONBody = {
      content: text,
      allowed_mentions: { parse: this.account.mentions as AllowedMentionsTypes[] },
    };
    try {
      await this.client.call(true, async (rest) =>
        messageSchema.parse(await rest.patch(`/channels/${channel}/messages/${message}`, { body })),
      );
    } catch (error) {
      throw codeOf(error) === UNKNOWN_MESSAGE ? goneError('Discord', error) : error;
    }
    return published;
  }

  read(published: Published): Promise<Reading> {
    return readMessage(this.client, published);
  }

  async remove({ id }: Published): Promise<void> {
    const [channel = '', message = ''] = id.split('/');
    try {
      await this.client.call(true, async (rest) => {
        const path = `/channels/${channel}/messages/${message}` as const;
        const { status } = await rest.queueRequest({ fullRoute: path, method: 'DELETE' as RequestMethod });
        if (status !== 204) throw new Error('That is not an answer of Discord.');
      });
    } catch (error) {
      if (codeOf(error) !== UNKNOWN_MESSAGE) throw error;
    }
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published);
  }

  async identify(): Promise<{ handle: string; url: string }> {
    const { id, username } = await this.whoami();
    this.bot = id;
    const guild = await checkChannel(this.client, this.account.channel, id);
    return { handle: `@${username}`, url: `https://discord.com/channels/${guild}/${this.account.channel}` };
  }

  private whoami(): Promise<z.infer<typeof userSchema>> {
    return this.client.call(false, async (rest) => userSchema.parse(await rest.get('/users/@me')));
  }

  private async guildOfChannel(): Promise<string> {
    this.guild ??= await this.client.call(false, async (rest) => {
      const channel = channelSchema.parse(await rest.get(`/channels/${this.account.channel}`));
      return channel.guild_id ?? '@me';
    });
    return this.guild;
  }

  /** It is posted already; without its link rather than not at all. */
  private async published(message: string): Promise<Published> {
    const id = `${this.account.channel}/${message}`;
    try {
      return { id, url: `https://discord.com/channels/${await this.guildOfChannel()}/${id}` };
    } catch (error) {
      this.outside.log.debug({ err: error }, 'Discord did not tell the server of the channel.');
      return { id };
    }
  }
}

const MEBIBYTE = 1024 * 1024;

const messageSchema = z.object({ id: z.string() });
const userSchema = z.object({ id: z.string(), username: z.string() });
const channelSchema = z.object({ guild_id: z.string().optional() });

function messageIdOf({ id }: Pick<Published, 'id'>): string {
  return id.slice(id.indexOf('/') + 1);
}

function bodyOf(
  { text, images, thread, answers }: Message,
  { key }: Intent,
  account: DiscordChannelAccount,
): RESTPostAPIChannelMessageJSONBody {
  const attachments = images.map(({ alt, contentType }, id) => ({
    id,
    filename: fileName(key, id, contentType),
    ...(alt && { description: alt }),
  }));
  return {
    ...(text && { content: text }),
    nonce: key,
    enforce_nonce: true,
    // Should the one before be deleted meanwhile, it stands by itself.
    ...(thread && {
      message_reference: { message_id: messageIdOf(thread.parent), fail_if_not_exists: false },
    }),
    // An answer to somebody by itself would be a riddle.
    ...(answers && { message_reference: { message_id: messageIdOf(answers), fail_if_not_exists: true } }),
    allowed_mentions: { parse: account.mentions as AllowedMentionsTypes[] },
    ...(attachments.length > 0 && { attachments }),
  };
}
