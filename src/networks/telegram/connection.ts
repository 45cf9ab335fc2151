/** Posts to, edits in, and deletes from one Telegram chat. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { goneError } from '../http.ts';
import {
  type Connection,
  type Limits,
  type Message,
  NetworkError,
  type Outside,
  type Published,
} from '../network.ts';
import type { TelegramAccount } from './account.ts';
import { TelegramClient } from './client.ts';
import { CANNOT_BE_DELETED, GONE, isRefused, NOT_MODIFIED } from './errors.ts';
import { LIMITS } from './limits.ts';
import {
  chatIdOf,
  messageIdsOf,
  previewOf,
  publishedOf,
  type Sent,
  sendingOf,
  sentSchema,
} from './message.ts';
import { Moved } from './moved.ts';
import { Pace } from './pace.ts';
import { preflight } from './preflight.ts';
import { standingIn } from './standing.ts';

export class TelegramConnection implements Connection {
  private readonly account: TelegramAccount;
  private readonly outside: Outside;
  private readonly client: TelegramClient;
  private readonly moved: Moved;
  private readonly pace = new Pace();

  constructor(account: TelegramAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new TelegramClient(account, outside);
    this.moved = new Moved(account.chat, outside);
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message, editing?: boolean): Finding[] {
    return preflight(message, editing);
  }

  async publish(message: Message): Promise<Published> {
    await this.keepPace(Math.max(1, message.images.length));
    const sent = await this.moved.follow((chat) => this.send(chat, message));
    this.pace.isChannel = sent[0].chat.type === 'channel';
    return publishedOf(sent);
  }

  async edit(published: Published, message: Message): Promise<Published> {
    const where = { chat_id: chatIdOf(published), message_id: messageIdsOf(published)[0] };
    const { text } = message;
    const isCaption = message.images.length > 0 || message.video !== undefined;
    const method = isCaption ? 'editMessageCaption' : 'editMessageText';
    const fields = isCaption ? { ...where, caption: text } : { ...where, text, ...previewOf(this.account) };
    try {
      await this.client.call({ method, fields, effect: true, result: z.object({ message_id: z.number() }) });
    } catch (error) {
      if (isRefused(error, GONE)) throw goneError('Telegram', error);
      if (!isRefused(error, NOT_MODIFIED)) throw error;
    }
    return published;
  }

  /** An album is as many messages as pictures. */
  async remove(published: Published): Promise<void> {
    for (const message_id of messageIdsOf(published)) await this.delete(chatIdOf(published), message_id);
  }

  /** Looks at the chat as well, and whether the bot may post there. */
  async identify(): Promise<{ handle: string; url?: string }> {
    const { bot, chat } = await this.moved.follow((id) => standingIn(this.client, id));
    this.pace.isChannel = chat.type === 'channel';
    return { handle: `@${bot}`, ...(chat.username && { url: `https://t.me/${chat.username}` }) };
  }

  private async send(chat: string, message: Message): Promise<[Sent, ...Sent[]]> {
    const { method, fields, files } = sendingOf(chat, message, this.account);
    const result = method === 'sendMediaGroup' ? albumSchema : oneSchema;
    try {
      return await this.client.call({ method, fields, ...(files && { files }), effect: true, result });
    } catch (error) {
      if (error instanceof NetworkError && error.reason === 'rate_limited')
        this.pace.close(this.outside.clock.now() + (error.retryAfter ?? 0));
      throw message.answers && isRefused(error, GONE) ? answeredIsGone(error) : error;
    }
  }

  /** Waits a moment; what takes longer is tried again later, so that no worker stands still for it. */
  private async keepPace(messages: number): Promise<void> {
    const { clock } = this.outside;
    for (;;) {
      const wait = this.pace.wait(messages, clock.now());
      if (wait === 0) return this.pace.take(messages, clock.now());
      if (wait > PATIENCE)
        throw new NetworkError('rate_limited', t('Telegram: too many messages to this chat at once.'), {
          remedy: t('It goes on as fast as Telegram takes them.'),
          retryAfter: wait,
        });
      await new Promise<void>((resolve) => clock.at(clock.now() + wait, resolve));
    }
  }

  private async delete(chat_id: string, message_id: number): Promise<void> {
    const request = { fields: { chat_id, message_id }, effect: true, result: z.literal(true) };
    try {
      await this.client.call({ method: 'deleteMessage', ...request });
    } catch (error) {
      if (isRefused(error, CANNOT_BE_DELETED)) throw tooOldToDelete(error);
      if (!isRefused(error, GONE)) throw error;
    }
  }
}

/** Ms. */
const PATIENCE = 1_500;

const oneSchema = sentSchema.transform((sent): [Sent] => [sent]);
const albumSchema = z.tuple([sentSchema], sentSchema);

function answeredIsGone(cause: unknown): NetworkError {
  return new NetworkError('refused', t('Telegram: what it answers is not there any more.'), {
    remedy: t('Cancel the answer, or post it by itself.'),
    cause,
  });
}

function tooOldToDelete(cause: unknown): NetworkError {
  return new NetworkError('refused', t('Telegram: the bot may not delete it any more.'), {
    remedy: t('Bots delete what is less than 48 hours old; delete it there by hand.'),
    cause,
  });
}
