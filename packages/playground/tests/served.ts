/** A playground behind a plain HTTP server, as our web server would mount it. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { type Playground, startPlayground } from '../src/playground.ts';
import type { View } from '../src/view.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';
import { MANIFEST } from './tiny-slack.ts';

export const ADA = 'U0ADA';
export const CLARA = '1100000000000000022';

export interface Served {
  playground: Playground;
  clock: MovableClock;
  /** `http://127.0.0.1:PORT` */
  url: string;
  view(): Promise<View>;
  /** Does something as Ada in Slack (`slack/say`), as Clara in Discord (`discord/press`), or with the clock (`clock`). */
  act(path: string, body?: object): Promise<Record<string, unknown> & { ok: boolean; problem?: string }>;
  /** The view as soon as it fits, looked at after each event. */
  until(fits: (view: View) => unknown): Promise<View>;
  bot(): Promise<TinyBot>;
  stop(): Promise<void>;
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function restarted(served: Served, folder: string): Promise<Served> {
  await served.stop();
  return servePlayground(folder);
}

export async function servePlayground(folder?: string): Promise<Served> {
  const served = await openPlayground(0, folder);
  onTestFinished(() => served.stop());
  return served;
}

export async function openPlayground(port = 0, folder?: string): Promise<Served> {
  const clock = new MovableClock();
  const log = createLog('silent');
  const playground = await startPlayground({ clock, log, ...(folder ? { folder } : {}) });
  playground.installSlackApp(MANIFEST);
  const server = createServer((request, response) => void playground.mount.listener(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const view = async () =>
    (await (await fetch(`${url}/api/view?slack=${ADA}&discord=${CLARA}`)).json()) as View;
  const bots: TinyBot[] = [];
  return {
    playground,
    clock,
    url,
    view,
    act: (path, body = {}) => actAt(url, path, body),
    until: (fits) => until(url, view, fits),
    async bot() {
      const bot = await startTinyBot(playground, clock);
      bots.push(bot);
      return bot;
    },
    async stop() {
      await Promise.all(bots.splice(0).map((bot) => bot.stop()));
      await playground.stop();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** As `act`, on any playground. */
export async function actAt(url: string, path: string, body: object) {
  const [chat = '', name] = path.split('/');
  const person = chat === 'slack' ? ADA : CLARA;
  const address = name ? `${url}/api/${chat}/${person}/${name}` : `${url}/api/${chat}`;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, unknown> & { ok: boolean; problem?: string };
}

async function until(url: string, view: () => Promise<View>, fits: (view: View) => unknown): Promise<View> {
  const events = await fetch(`${url}/api/events`);
  if (!events.body) throw new Error('No events came.');
  // The first event comes at once.
  for await (const _ of events.body) {
    const seen = await view();
    if (fits(seen)) return seen;
  }
  throw new Error('The events ended before the view was as wanted.');
}
