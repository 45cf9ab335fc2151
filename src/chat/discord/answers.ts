/** What an interaction's token can say: it is good for 15 minutes, and needs no right of the bot in the channel. */
import type { REST } from '@discordjs/rest';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { Card } from '../card.ts';
import { asked, isUnanswered, toChatError } from './fault.ts';
import type { Media } from './options.ts';
import { payloadOf } from './payload.ts';

/** The part of an interaction that answering takes. */
export interface Answerable {
  applicationId: string;
  token: string;
}

export class Answers {
  private readonly rest: REST;
  private readonly media: (hash: string) => Promise<Media>;

  constructor(rest: REST, media: (hash: string) => Promise<Media>) {
    this.rest = rest;
    this.media = media;
  }

  /** Puts the card in the place of "is thinking"; once more if no answer comes, as it stands there once all the same. */
  async fill({ applicationId, token }: Answerable, shown: Card): Promise<void> {
    const { body, files } = await payloadOf(shown, { media: this.media });
    const put = () =>
      this.rest.patch(Routes.webhookMessage(applicationId, token), { body, files, auth: false });
    await put().catch((error: unknown) => {
      if (toChatError(error).reason !== 'unreachable') throw error;
      return put();
    });
  }

  /** A further message that only this person sees; asked for once, as Discord cannot tell it from one like it. */
  async whisper({ applicationId, token }: Answerable, shown: Card): Promise<void> {
    const { body, files } = await payloadOf(shown, { media: this.media });
    const flags = body.flags | MessageFlags.Ephemeral;
    await this.rest.post(Routes.webhook(applicationId, token), {
      body: { ...body, flags },
      files,
      auth: false,
    });
  }

  /** Whether its first answer was given. Throws `ChatError` when Discord does not tell. */
  async isAcknowledged({ applicationId, token }: Answerable): Promise<boolean> {
    try {
      await asked(this.rest.get(Routes.webhookMessage(applicationId, token), { auth: false }));
      return true;
    } catch (error) {
      if (isUnanswered(error)) return false;
      throw error;
    }
  }
}
