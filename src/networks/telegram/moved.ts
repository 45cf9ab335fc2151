/**
 * Where the team file's chat is by now: a group that becomes a supergroup gets another id, which Telegram tells who still
 * uses the old one. It is kept, so that posts go on; the team file may follow when it likes.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { readJson } from '../json.ts';
import { NetworkError, type Outside } from '../network.ts';
import { migratedTo } from './errors.ts';

export class Moved {
  private readonly chat: string;
  private readonly outside: Outside;
  private known?: Promise<string>;

  constructor(chat: string, outside: Outside) {
    this.chat = chat;
    this.outside = outside;
  }

  /** Does it where the chat is. Nothing was done where it was, so it may be done at once at the new id. */
  async follow<Result>(act: (chat: string) => Promise<Result>): Promise<Result> {
    const chat = await this.current();
    try {
      return await act(chat);
    } catch (error) {
      const to = migratedTo(error);
      if (to === undefined) throw error;
      await this.save(to);
      return act(to);
    }
  }

  /** What could not be read is read anew the next time; nothing was asked of Telegram yet. */
  private async current(): Promise<string> {
    this.known ??= this.load();
    try {
      return await this.known;
    } catch (error) {
      this.known = undefined;
      throw new NetworkError('unreachable', t('Where the chat is by now could not be read.'), {
        cause: error,
      });
    }
  }

  private async load(): Promise<string> {
    const kept = keptSchema.safeParse(parsed(await this.outside.session.load())).data;
    return kept?.chat === this.chat ? kept.movedTo : this.chat;
  }

  private async save(movedTo: string): Promise<void> {
    this.known = Promise.resolve(movedTo);
    this.outside.log.warn(
      { chat: this.chat, movedTo },
      'a Telegram group has become a supergroup; its new id is used',
    );
    await this.outside.session.save(JSON.stringify({ chat: this.chat, movedTo }));
  }
}

const keptSchema = z.object({ chat: z.string(), movedTo: z.string() });

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : readJson(text);
  } catch {
    return undefined;
  }
}
