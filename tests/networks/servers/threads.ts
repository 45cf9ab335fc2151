/** The playground's local Threads as a far side. */
import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { farSideOf } from './containers.ts';
import type { FarClock, FarSide } from './far-side.ts';

export const USER = { id: '1784', username: 'acme' };
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['threads_basic', 'threads_content_publish', 'threads_manage_replies'],
    ...['threads_read_replies', 'threads_delete'],
  ],
};

export async function startThreads(clock: FarClock = Date): Promise<FarSide & { threads: LocalThreads }> {
  const threads = new LocalThreads({ clock, users: [USER], apps: [APP] });
  await threads.start();
  return { threads, ...farSideOf(threads, { title: 'Threads', user: USER.id, scopes: APP.scopes }) };
}
