/**
 * Answers to what a person did: at the response_url, which reaches them wherever they are; when that is used up
 * (half an hour, five answers), as a message that only they see; where the bot is no member, in a direct message.
 */
import type { WebClient } from '@slack/web-api';
// Half the work of fetch, which counts where each command is answered by one.
import { request } from 'undici';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { type Card, withoutPortraits } from '../card.ts';
import { ChatError } from '../chat.ts';
import { called, refusalCode } from './client.ts';
import { fallbackText } from './mrkdwn.ts';
import type { Pictures } from './pictures.ts';
import { type Rendered, render } from './render.ts';

export interface Asker {
  user: string;
  channel: string;
  responseUrl?: string;
  /** They asked long ago and may be elsewhere: they are told in a direct message. */
  isLate?: boolean;
}

export type Visibility = 'private' | 'public';

export interface AnswersOptions {
  client: WebClient;
  pictures: Pictures;
  clock: Clock;
  log: Log;
}

const LONGEST_POST_MS = 20_000;
const MOST_TRIES = 3;

export class Answers {
  private readonly options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.options = options;
  }

  /** Throws `ChatError` when no way is left. */
  async give(asker: Asker, shown: Card, visibility: Visibility): Promise<void> {
    const content = await this.draw(shown);
    if (asker.isLate) return this.patiently(() => this.postDirectly(asker.user, content));
    if (asker.responseUrl && (await respond(asker.responseUrl, content, visibility))) return;
    try {
      await this.patiently(() => this.postInChannel(asker, content, visibility));
    } catch (error) {
      if (!(error instanceof ChatError) || error.reason === 'unreachable') throw error;
      // Slack fetches pictures by their addresses, and takes none of the answer where it cannot.
      const plainer = refusalCode(error) === 'invalid_blocks' ? withoutPortraits(shown) : undefined;
      if (plainer) return this.give(asker, plainer, visibility);
      await this.patiently(() => this.postDirectly(asker.user, content));
    }
  }

  /** A card that does not fit, or whose picture cannot be had, is answered as its plain text. */
  private async draw(shown: Card): Promise<Rendered> {
    try {
      return render(shown, { files: await this.options.pictures.filesOf(shown) });
    } catch (error) {
      this.options.log.error({ err: error }, 'an answer is shown as plain text');
      return { blocks: [], text: fallbackText(shown) };
    }
  }

  private async postInChannel(
    { channel, user }: Asker,
    content: Rendered,
    visibility: Visibility,
  ): Promise<void> {
    const { chat } = this.options.client;
    await called<unknown>(
      visibility === 'public'
        ? chat.postMessage({ channel, ...content, unfurl_links: false, unfurl_media: false })
        : chat.postEphemeral({ channel, user, ...content }),
    );
  }

  private async postDirectly(user: string, content: Rendered): Promise<void> {
    const { client } = this.options;
    const { channel } = await called(client.conversations.open({ users: user }));
    await called(client.chat.postMessage({ channel: channel?.id ?? user, ...content, unfurl_links: false }));
  }

  /** Nobody asks again for an answer that was not given, so it waits for its turn. */
  private async patiently(call: () => Promise<void>): Promise<void> {
    for (let left = MOST_TRIES; ; left -= 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ChatError) || error.reason !== 'rate_limited' || left <= 1) throw error;
        await this.pause(error.retryAfter ?? 1000);
      }
    }
  }

  private pause(ms: number): Promise<void> {
    const { clock } = this.options;
    return new Promise((resolve) => clock.at(clock.now() + ms, resolve));
  }
}

/** False when the address takes no answer any more. */
async function respond(url: string, { blocks, text }: Rendered, visibility: Visibility): Promise<boolean> {
  const response_type = visibility === 'public' ? 'in_channel' : 'ephemeral';
  const body = { response_type, replace_original: false, text, ...(blocks.length > 0 && { blocks }) };
  try {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LONGEST_POST_MS),
    });
    const taken = response.statusCode >= 200 && response.statusCode < 300;
    return !(await response.body.text()).includes('"ok":false') && taken;
  } catch {
    return false;
  }
}
