/** Calls to Slack's Web API, with every failure translated. */
import type { Logger, WebClient } from '@slack/web-api';
import { DEADLINE, fetchWithin } from '../http.ts';
import type { Outside } from '../network.ts';
import type { SlackChannelAccount } from './account.ts';
import { slackAnswerError, slackError } from './errors.ts';

export class SlackClient {
  private readonly account: SlackChannelAccount;
  private readonly fetch: typeof fetch;
  private opened?: Promise<WebClient>;

  constructor(account: SlackChannelAccount, outside: Outside) {
    this.account = account;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  /** `effect`: whether it may have posted or deleted something when no answer comes. Throws `NetworkError`. */
  async call<T>(effect: boolean, work: (client: WebClient) => Promise<T>): Promise<T> {
    this.opened ??= this.open();
    const client = await this.opened;
    try {
      return await work(client);
    } catch (error) {
      throw slackError(effect, this.account.token, error);
    }
  }

  /** Bytes to the address that `files.getUploadURLExternal` gave. */
  async upload(url: string, bytes: Uint8Array): Promise<void> {
    try {
      const body = new Uint8Array(bytes);
      const response = await this.fetch(url, { method: 'POST', body });
      const words = await response.text();
      if (!response.ok) throw slackAnswerError(false, this.account.token, response, words);
    } catch (error) {
      throw slackError(false, this.account.token, error);
    }
  }

  private async open(): Promise<WebClient> {
    const { WebClient, LogLevel } = await import('@slack/web-api');
    return new WebClient(this.account.token, {
      slackApiUrl: `${this.account.api_url}/`,
      // When to try again is decided by the retry contract, in one place.
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      // A call that waits in the client's queue would ask for leave in the name of the one that ended before it.
      maxRequestConcurrency: Number.POSITIVE_INFINITY,
      allowAbsoluteUrls: false,
      logger: silent(LogLevel.ERROR),
      fetch: async (url, init) => {
        const response = await this.fetch(url, init);
        // The client drops the header's value when it is not to its liking.
        if (response.status === 429) throw slackAnswerError(false, this.account.token, response);
        return response;
      },
    });
  }
}

/** The client would log on its own; failures are told by what we throw. */
function silent(level: ReturnType<Logger['getLevel']>): Logger {
  const ignore = () => {};
  return {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
    setLevel: ignore,
    setName: ignore,
    getLevel: () => level,
  };
}
