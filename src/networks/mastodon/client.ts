/** Calls to one instance, with every failure translated. */
import type { mastodon } from 'masto';
import { DEADLINE, lastingTimeout } from '../http.ts';
import type { Outside } from '../network.ts';
import { askPermission } from '../permission.ts';
import type { MastodonAccount } from './account.ts';
import { mastodonError } from './errors.ts';

export type Rest = mastodon.rest.Client;

export class MastodonClient {
  private readonly account: MastodonAccount;
  private readonly outside: Outside;
  private opened?: Promise<Rest>;

  constructor(account: MastodonAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
  }

  /** `effect`: whether it may have published or removed something when no answer comes. Throws `NetworkError`. */
  async call<T>(effect: boolean, work: (rest: Rest) => Promise<T>): Promise<T> {
    this.opened ??= this.open();
    const rest = await this.opened;
    try {
      askPermission();
      return await work(rest);
    } catch (error) {
      throw mastodonError(effect, this.account, error);
    }
  }

  private async open(): Promise<Rest> {
    const { createRestAPIClient } = await import('masto');
    const deadline = this.outside.deadline ?? DEADLINE;
    return createRestAPIClient({
      url: this.account.url,
      accessToken: this.account.access_token,
      requestInit: {
        // A forwarded POST would turn into a GET.
        redirect: 'error',
        // Read at each request. The client's own `timeout` would be lost (see there).
        get signal() {
          return lastingTimeout(deadline);
        },
      },
    });
  }
}
