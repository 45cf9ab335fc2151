/** A very small bot of real Bolt and real discord.js, which knows no more of the playground than its environment. */
import { createHmac, randomUUID } from 'node:crypto';
import type { MovableClock } from '../../../src/kit/clock.ts';
import type { Playground } from '../src/playground.ts';
import { TinyCards } from './tiny-cards.ts';
import { startDiscordSide } from './tiny-discord.ts';
import { startSlackSide } from './tiny-slack.ts';

export interface TinyBot {
  /** Posts a card into both #social, which Approve in either changes in both. */
  card(text: string): Promise<void>;
  /** Sends to the account as the webhook network does. */
  publish(text: string, key?: string, secret?: string, at?: number): Promise<Response>;
  stop(): Promise<void>;
}

export async function startTinyBot(playground: Playground, clock: MovableClock): Promise<TinyBot> {
  const { environment } = playground;
  const cards = new TinyCards();
  const slack = await startSlackSide(environment, cards);
  const discord = await startDiscordSide(environment, cards);
  cards.connect(slack, discord);
  return {
    card: (text) => cards.post(text),
    publish: (
      text,
      key = randomUUID(),
      secret = environment.PLAYGROUND_ACCOUNT_SECRET ?? '',
      at = clock.now(),
    ) => publish(environment.PLAYGROUND_ACCOUNT_URL ?? '', { text, key, secret, at }),
    async stop() {
      await Promise.all([slack.stop(), discord.destroy()]);
    },
  };
}

/** As `publish` of a bot, from outside of one. */
export function publishTo(
  environment: Record<string, string>,
  text: string,
  key: string,
  at = Date.now(),
): Promise<Response> {
  const { PLAYGROUND_ACCOUNT_URL: url = '', PLAYGROUND_ACCOUNT_SECRET: secret = '' } = environment;
  return publish(url, { text, key, secret, at });
}

async function publish(
  url: string,
  { text, key, secret, at }: { text: string; key: string; secret: string; at: number },
): Promise<Response> {
  const body = JSON.stringify({
    event: 'publish',
    id: key,
    text,
    images: [{ content_type: 'image/png', alt: 'A dot', width: 1, height: 1, bytes: DOT }],
  });
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-bellwether-event': 'publish',
      'x-bellwether-timestamp': timestamp,
      'x-bellwether-signature': `v1=${signature}`,
    },
  });
}

/** A PNG of one pixel. */
export const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
