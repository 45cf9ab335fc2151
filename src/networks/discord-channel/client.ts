/** Calls to Discord's REST API, with every failure translated. */
import type { REST, ResponseLike } from '@discordjs/rest';
import { DEADLINE, fetchWithin } from '../http.ts';
import type { Outside } from '../network.ts';
import type { DiscordChannelAccount } from './account.ts';
import { BrokenAnswer, discordError } from './errors.ts';

export class DiscordClient {
  private readonly account: DiscordChannelAccount;
  private readonly outside: Outside;
  private opened?: Promise<REST>;

  constructor(account: DiscordChannelAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
  }

  /** `effect`: whether it may have posted or deleted something when no answer comes. Throws `NetworkError`. */
  async call<T>(effect: boolean, work: (rest: REST) => Promise<T>): Promise<T> {
    this.opened ??= this.open();
    const rest = await this.opened;
    try {
      return await work(rest);
    } catch (error) {
      // The client forgets the token after a 401.
      rest.setToken(this.account.token);
      throw discordError(effect, this.account.token, error);
    }
  }

  private async open(): Promise<REST> {
    const { REST } = await import('@discordjs/rest');
    const deadline = this.outside.deadline ?? DEADLINE;
    const rest = new REST({
      api: this.account.api_url,
      version: '10',
      // When to try again is decided by the retry contract, in one place.
      retries: 0,
      rejectOnRateLimit: () => true,
      hashSweepInterval: 0,
      handlerSweepInterval: 0,
      makeRequest: requestWith(fetchWithin(deadline)),
    });
    return rest.setToken(this.account.token);
  }
}

type MakeRequest = REST['options']['makeRequest'];

/** Node's own fetch, so that this network fails like all the others do, and a break-down keeps its headers. */
function requestWith(send: typeof fetch): MakeRequest {
  return async (url, { method, headers, body }) => {
    const init = { method, headers, body } as RequestInit;
    const response = await send(url, init);
    if (response.status < 500) return response as unknown as ResponseLike;
    throw new BrokenAnswer({
      status: response.status,
      headers: response.headers,
      words: await response.text(),
    });
  };
}
