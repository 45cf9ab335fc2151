/** A local Threads with a clock that is moved, and an account on it. */
import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { afterEach, beforeEach } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/threads/index.ts';
import { outside } from '../servers/outside.ts';
import { APP, USER } from '../servers/threads.ts';

export let clock: MovableClock;
export let threads: LocalThreads;

/** To be called where hooks may be. */
export function useThreads(): void {
  beforeEach(async () => {
    clock = new MovableClock();
    threads = new LocalThreads({ clock, users: [USER], apps: [APP] });
    await threads.start();
  });
  afterEach(() => threads.stop());
}

export function connect(scopes = APP.scopes, account: Record<string, unknown> = {}): Connection {
  const access_token = threads.tokens.issue(USER.id, scopes);
  const settings = network.account.parse({ access_token, api_url: threads.url, ...account });
  return network.connect(settings, { ...outside(), clock });
}
